import { z } from 'zod';
import { wholeNumber } from './whole-number.ts';

/** The `guard` of a configuration file. */
export const guardSchema = z
  .strictObject({
    heapShare: z
      .number()
      .min(0.01)
      .max(1)
      .default(0.9)
      .describe('The share of the heap limit above which new GraphQL requests get HTTP 503.'),
    loopDelayMs: wholeNumber(
      100,
      600_000,
      3000,
      'Milliseconds of event loop delay above which new GraphQL requests get HTTP 503.',
    ),
    watchdogMs: wholeNumber(
      0,
      600_000,
      30_000,
      'Milliseconds after which the process is killed if its event loop is blocked; 0 turns this off.',
    ),
  })
  .prefault({})
  .describe('How the process reacts to overload.');
