import { z } from 'zod';
import { wholeNumber } from './whole-number.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The `cache` of a configuration file. */
export const cacheSchema = z
  .strictObject({
    maxBytes: wholeNumber(
      0,
      64 * 1024 ** 3,
      64 * 1024 ** 2,
      'Bytes of memory for the cached responses of all accounts; 0 turns the cache off, in memory and in Redis.',
    ),
    dataDelayMs: wholeNumber(
      0,
      DAY_MS,
      20 * MINUTE_MS,
      "Milliseconds by which LivePerson's reports lag behind events.",
    ),
    settlingMs: wholeNumber(
      0,
      30 * DAY_MS,
      2 * HOUR_MS,
      'Milliseconds after that delay during which a window may still change; then it is settled.',
    ),
    settledMs: wholeNumber(
      1,
      30 * DAY_MS,
      6 * HOUR_MS,
      'Milliseconds for which a report on a settled window is fresh.',
    ),
    recentMs: wholeNumber(1, DAY_MS, MINUTE_MS, 'Milliseconds for which a report on any other window is fresh.'),
    campaignsMs: wholeNumber(
      1,
      DAY_MS,
      2 * MINUTE_MS,
      "Milliseconds for which a campaign's report and analytics are fresh.",
    ),
    handoffsMs: wholeNumber(1, DAY_MS, 5 * MINUTE_MS, 'Milliseconds for which handoffs are fresh.'),
    staleWhileRevalidateMs: wholeNumber(
      0,
      DAY_MS,
      5 * MINUTE_MS,
      'Milliseconds for which a response that is no longer fresh is served while one refresh runs in the background.',
    ),
    staleIfErrorMs: wholeNumber(
      0,
      30 * DAY_MS,
      DAY_MS,
      'Milliseconds for which a response that is no longer fresh is served if its upstream fails or answers HTTP 429.',
    ),
    readyAnswers: z
      .boolean()
      .default(true)
      .describe(
        'Whether whole responses are kept ready, in half of maxBytes, and identical requests in flight share one run.',
      ),
    allowNoCache: z
      .boolean()
      .default(false)
      .describe(
        "Whether the header Cache-Control: no-cache bypasses the cache as X-Fresh-Read: 1 does. Browsers also send it with their developer tools open, and for fetch with cache: 'no-store'.",
      ),
  })
  .prefault({})
  .describe('How long upstream responses are cached, and in how much memory.');
