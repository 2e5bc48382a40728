import { z } from 'zod';

/** The `guard` of a configuration file. */
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
      .describe('Milliseconds of event loop delay above which new GraphQL requests get HTTP 503.'),
    watchdogMs: z
      .number()
      .int()
      .min(0)
      .max(600_000)
      .default(30_000)
      .describe('Milliseconds after which the process is killed if its event loop is blocked; 0 turns this off.'),
  })
  .prefault({})
  .describe('How the process reacts to overload.');
