import { z } from 'zod';
import { wholeNumber } from './whole-number.ts';

const perMinute = (standard: number, what: string) =>
  wholeNumber(1, 1_000_000_000_000, standard, `${what} per caller and minute.`);

/** The `quotas` of a configuration file: what one caller may use per minute. */
export const quotasSchema = z
  .strictObject({
    requestsPerMinute: perMinute(6000, 'GraphQL requests'),
    costPerMinute: perMinute(10_000_000, 'Cost of operations, in points,'),
    upstreamCallsPerMinute: perMinute(6000, 'Upstream calls'),
    freshReadsPerMinute: wholeNumber(
      0,
      1_000_000_000_000,
      60,
      'Requests per caller and minute that bypass the cache; further ones are answered like any other.',
    ),
  })
  .prefault({})
  .describe('What one caller may use per minute. Callers that their credentials do not name have no quota.');
