import { z } from 'zod';

/** Milliseconds, at most ten minutes. */
export const Milliseconds = z.number().int().min(1).max(600_000);

/** How many. */
export const Count = z.number().int();
/** A part of the whole, 0 to 1. */
export const Share = z.number().min(0).max(1);

/** When a breaker opens and closes. */
export const breakerFile = z
  .strictObject({
    failureShare: z
      .number()
      .min(0.01)
      .max(1)
      .default(0.5)
      .describe('The share of calls that failed (5xx, timeout, no connection) at which the breaker opens.'),
    windowMs: z.number().int().min(100).max(600_000).default(30_000).describe('Milliseconds over which calls count.'),
    minimumCalls: Count.min(1).max(10_000).default(20).describe('Calls in the window below which it stays closed.'),
    probeAfterMs: Milliseconds.default(10_000).describe(
      'Milliseconds that it stays open before one call is let through.',
    ),
  })
  .prefault({})
  .describe('When an upstream that fails is left alone, per account and family.');

/** How many requests are let in. */
export const doorFile = z
  .strictObject({
    concurrency: Count.min(1).max(100_000).default(512).describe('GraphQL requests that run at once.'),
    queue: Count.min(0).max(100_000).default(2048).describe('GraphQL requests that wait; further ones get HTTP 503.'),
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
