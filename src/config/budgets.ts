import { z } from 'zod';

/** Requests per second of one account; the documented limit of the reporting APIs is 10. */
const perSecond = (what: string) =>
  z.number().int().min(1).max(10_000).default(10).describe(`Requests per second: ${what}.`);

/** The `budgets` of a configuration file: how often each API family of an account may be asked. */
export const budgetsSchema = z
  .strictObject({
    transactions: perSecond('transactions; 10 is the documented limit'),
    analytics: perSecond('analytics of an account; 10 is the documented limit'),
    campaignReport: perSecond('consumers reports of campaigns; 10 is the documented limit'),
    campaignAnalytics: perSecond('analytics of campaigns; 10 is the documented limit'),
    handoffs: perSecond('both handoff lists together'),
    liveDeflect: perSecond('deflections, alerts and their reports together'),
    sentinel: perSecond('App JWT tokens'),
    domainApi: perSecond('look-ups of addresses'),
    processes: z
      .number()
      .int()
      .min(1)
      .max(1000)
      .default(2)
      .describe('How many processes share the budgets: each keeps to its part while their Redis is away.'),
    longestPauseMs: z
      .number()
      .int()
      .min(1000)
      .max(3_600_000)
      .default(60_000)
      .describe('Milliseconds that HTTP 429 stops a family for at the most, whatever its Retry-After says.'),
  })
  .prefault({})
  .describe('How often the upstreams are asked, per account and family of operations.');
