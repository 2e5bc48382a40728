import { z } from 'zod';

/** When the process protects itself, and when it gives up. */
export const guardSchema = z
  .strictObject({
    heapShare: z
      .number()
      .min(0.01)
      .max(1)
      .default(0.9)
      .describe('The share of the heap limit above which new GraphQL requests get HTTP 503.'),
    loopDelayMs: z
      .number()
      .int()
      .min(100)
      .max(600_000)
      .default(3000)
      .describe('Milliseconds of delay of the event loop above which new GraphQL requests get HTTP 503.'),
    watchdogMs: z
      .number()
      .int()
      .min(0)
      .max(600_000)
      .default(30_000)
      .describe('Milliseconds without a turn of the event loop after which the process is killed; 0 turns this off.'),
  })
  .prefault({})
  .describe('How the process protects itself.');
