import { z } from 'zod';
import { wholeNumber } from './whole-number.ts';

/** Requests per second for one account; the documented limit of the reporting APIs is 10. */
const perSecond = (what: string) => wholeNumber(1, 10_000, 10, `Requests per second for ${what}.`);

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
    processes: wholeNumber(
      1,
      1000,
      2,
      'How many processes share the budgets through Redis. Each uses only its share while Redis is unavailable.',
    ),
    longestPauseMs: wholeNumber(
      1000,
      3_600_000,
      60_000,
      'The longest time, in milliseconds, that HTTP 429 stops a family, whatever its Retry-After says.',
    ),
    waitingPerCaller: wholeNumber(
      1,
      100_000,
      1000,
      'Upstream calls of one caller that wait for their turn at once, per account and family.',
    ),
  })
  .prefault({})
  .describe('How often the upstreams are called, per account and family of operations.');
