import { z } from 'zod';

/** Milliseconds, at most ten minutes. */
export const millisecondsSchema = z.number().int().min(1).max(600_000);

/** How many. */
export const countSchema = z.number().int();
/** A part of the whole, 0 to 1. */
export const shareSchema = z.number().min(0).max(1);

const delaysSchema = z.array(z.number().int().min(0).max(600_000)).max(10);

/** How failures are repeated. */
export const retrySchema = z
  .strictObject({
    rateLimitedMs: delaysSchema
      .default([1000, 2000, 4000])
      .describe('Waits after HTTP 429; a longer Retry-After is obeyed.'),
    unavailableMs: delaysSchema.default([5000, 10_000, 15_000]).describe('Waits after HTTP 5xx.'),
    unreachableMs: delaysSchema
      .default([250, 1000, 5000])
      .describe('Waits after a connection that was refused, reset or cut off.'),
    jitter: shareSchema
      .default(0.5)
      .describe('The share of itself by which a wait is lengthened at most, at random; the waits are minima.'),
    budgetShare: shareSchema
      .default(0.1)
      .describe("The share of the last minute's requests, per account and family, that may be repeated."),
    budgetFloor: countSchema
      .min(0)
      .max(10_000)
      .default(10)
      .describe('Retries a minute, per account and family, that are allowed however few requests there were.'),
  })
  .prefault({})
  .describe("Milliseconds before each further attempt; defaults follow LivePerson's retry policy.");

/** When a breaker opens and closes. */
export const breakerSchema = z
  .strictObject({
    failureShare: z
      .number()
      .min(0.01)
      .max(1)
      .default(0.5)
      .describe('The share of calls that failed (5xx, timeout, no connection) at which the breaker opens.'),
    windowMs: z.number().int().min(100).max(600_000).default(30_000).describe('Milliseconds over which calls count.'),
    minimumCalls: countSchema
      .min(1)
      .max(10_000)
      .default(20)
      .describe('Calls in the window below which it stays closed.'),
    probeAfterMs: millisecondsSchema
      .default(10_000)
      .describe('Milliseconds that it stays open before one call is let through.'),
  })
  .prefault({})
  .describe('When an upstream that fails is left alone, per account and family.');

/** How many requests are let in. */
export const doorSchema = z
  .strictObject({
    concurrency: countSchema.min(1).max(100_000).default(512).describe('GraphQL requests that run at once.'),
    queue: countSchema
      .min(0)
      .max(100_000)
      .default(2048)
      .describe('GraphQL requests that wait; further ones get HTTP 503.'),
    concurrencyPerCaller: countSchema
      .min(1)
      .max(100_000)
      .default(256)
      .describe('GraphQL requests of one caller that run at once.'),
    queuePerCaller: countSchema
      .min(0)
      .max(100_000)
      .default(1024)
      .describe('GraphQL requests of one caller that wait; further ones get HTTP 503.'),
    bodies: countSchema
      .min(1)
      .max(100_000)
      .default(1024)
      .describe('Request bodies that are read at once; one more displaces the one that has taken longest.'),
    bodiesBytes: countSchema
      .min(1024)
      .max(64 * 1024 ** 3)
      .default(64 * 1024 ** 2)
      .describe('Bytes of memory for bodies that are being read or whose requests wait.'),
    sendIdleMs: millisecondsSchema
      .min(100)
      .default(30_000)
      .describe('Milliseconds after which a connection ends whose client reads nothing of its answer.'),
    sendBytesPerSecond: countSchema
      .min(1)
      .max(1024 ** 3)
      .default(16 * 1024)
      .describe('Bytes of an answer that a client must read per second, after sendIdleMs.'),
    keepAliveMs: z
      .number()
      .int()
      .min(1000)
      .max(600_000)
      .default(75_000)
      .describe('Milliseconds that an idle connection of a client is kept open: longer than a load balancer keeps it.'),
    drainMs: z
      .number()
      .int()
      .min(0)
      .max(600_000)
      .default(0)
      .describe('Milliseconds that the gateway goes on listening, not ready any more, after it was told to stop.'),
  })
  .prefault({})
  .describe('How many client requests are let in.');
