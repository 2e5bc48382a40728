import { z } from 'zod';
import { wholeNumber } from './whole-number.ts';

/** Milliseconds, at most ten minutes. */
export const millisecondsSchema = z.number().int().min(1).max(600_000);

/** A share, 0 to 1. */
export const shareSchema = z.number().min(0).max(1);

const delaysSchema = z.array(z.number().int().min(0).max(600_000)).max(10);

/** The `retry` of a configuration file. */
export const retrySchema = z
  .strictObject({
    rateLimitedMs: delaysSchema
      .default([1000, 2000, 4000])
      .describe('Waits after HTTP 429. A longer Retry-After is respected.'),
    unavailableMs: delaysSchema.default([5000, 10_000, 15_000]).describe('Waits after HTTP 5xx.'),
    unreachableMs: delaysSchema
      .default([250, 1000, 5000])
      .describe('Waits after a connection was refused, reset or cut off.'),
    jitter: shareSchema
      .default(0.5)
      .describe('The share by which a wait is lengthened at most, at random. Waits are never shortened.'),
    budgetShare: shareSchema
      .default(0.1)
      .describe("Retries allowed as a share of the last minute's requests, per account and family."),
    budgetFloor: wholeNumber(0, 10_000, 10, 'Retries per minute, per account and family, that are always allowed.'),
  })
  .prefault({})
  .describe(
    "Retries of failed calls: milliseconds before each further attempt. The defaults follow LivePerson's retry policy.",
  );

/** The `breaker` of a configuration file. */
export const breakerSchema = z
  .strictObject({
    failureShare: z
      .number()
      .min(0.01)
      .max(1)
      .default(0.5)
      .describe('The share of failed calls (5xx, timeout, no connection) at which the breaker opens.'),
    windowMs: wholeNumber(100, 600_000, 30_000, 'Milliseconds over which calls are counted.'),
    minimumCalls: wholeNumber(1, 10_000, 20, 'Calls in the window below which the breaker stays closed.'),
    probeAfterMs: millisecondsSchema
      .default(10_000)
      .describe('Milliseconds for which the breaker stays open before it lets one call through.'),
  })
  .prefault({})
  .describe('When calls to a failing upstream stop, per account and family.');

/** The `door` of a configuration file. */
export const doorSchema = z
  .strictObject({
    concurrency: wholeNumber(1, 100_000, 512, 'GraphQL requests that run at once.'),
    queue: wholeNumber(0, 100_000, 2048, 'GraphQL requests that wait for their turn. Further requests get HTTP 503.'),
    concurrencyPerCaller: wholeNumber(1, 100_000, 256, 'GraphQL requests of one caller that run at once.'),
    queuePerCaller: wholeNumber(
      0,
      100_000,
      1024,
      'GraphQL requests of one caller that wait for their turn. Further requests get HTTP 503.',
    ),
    bodies: wholeNumber(
      1,
      100_000,
      1024,
      'Request bodies that are read at once. A further body displaces the one that has taken longest.',
    ),
    bodiesBytes: wholeNumber(
      1024,
      64 * 1024 ** 3,
      64 * 1024 ** 2,
      'Bytes of memory for bodies that are being read or whose requests wait.',
    ),
    sendIdleMs: millisecondsSchema
      .min(100)
      .default(30_000)
      .describe(
        'Milliseconds after which the gateway closes a connection if the client reads nothing of its response.',
      ),
    sendBytesPerSecond: wholeNumber(
      1,
      1024 ** 3,
      16 * 1024,
      'Bytes of a response that a client must read per second, after sendIdleMs.',
    ),
    keepAliveMs: wholeNumber(
      1000,
      600_000,
      75_000,
      "Milliseconds for which an idle client connection stays open. Set it longer than the load balancer's idle timeout.",
    ),
    drainMs: wholeNumber(
      0,
      600_000,
      0,
      'Milliseconds for which the gateway still accepts requests after SIGTERM, while it reports that it is not ready.',
    ),
  })
  .prefault({})
  .describe('How many client requests the gateway admits.');
