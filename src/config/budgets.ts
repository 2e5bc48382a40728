import { z } from 'zod';

/** Requests per second for one account; the documented limit of the reporting APIs is 10. */
const perSecond = (what: string) =>
  z.number().int().min(1).max(10_000).default(10).describe(`Requests per second for ${what}.`);

/** The `budgets` of a configuration file: how often each API family of an account may be called. */
export const budgetsSchema = z
  .strictObject({
    transactions: perSecond('transactions; 10 is the documented limit'),
    analytics: perSecond('the analytics of an account; 10 is the documented limit'),
    campaignReport: perSecond('the consumers reports of campaigns; 10 is the documented limit'),
    campaignAnalytics: perSecond('the analytics of campaigns; 10 is the documented limit'),
    handoffs: perSecond('both handoff lists together'),
    liveDeflect: perSecond('deflections, alerts and alert reports together'),
    sentinel: perSecond('App JWT tokens'),
    domainApi: perSecond('address lookups'),
    processes: z
      .number()
      .int()
      .min(1)
      .max(1000)
      .default(2)
      .describe(
        'How many processes share the budgets through Redis. Each uses only its share while Redis is unavailable.',
      ),
    longestPauseMs: z
      .number()
      .int()
      .min(1000)
      .max(3_600_000)
      .default(60_000)
      .describe('The longest time, in milliseconds, that HTTP 429 stops a family, whatever its Retry-After says.'),
    waitingPerCaller: z
      .number()
      .int()
      .min(1)
      .max(100_000)
      .default(1000)
      .describe('Upstream calls of one caller that wait for their turn at once, per account and family.'),
  })
  .prefault({})
  .describe('How often the upstreams are called, per account and family of operations.');
