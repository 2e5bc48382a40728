import { z } from 'zod';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const ms = (min: number, max: number, usual: number, description: string) =>
  z.number().int().min(min).max(max).default(usual).describe(description);

/** The `cache` of a configuration file. */
export const cacheSchema = z
  .strictObject({
    maxBytes: z
      .number()
      .int()
      .min(0)
      .max(64 * 1024 ** 3)
      .default(64 * 1024 ** 2)
      .describe(
        'Bytes of memory for the cached responses of all accounts; 0 turns the cache off, in memory and in Redis.',
      ),
    dataDelayMs: ms(0, DAY_MS, 20 * MINUTE_MS, "Milliseconds by which LivePerson's reports lag behind events."),
    settlingMs: ms(
      0,
      30 * DAY_MS,
      2 * HOUR_MS,
      'Milliseconds after that delay during which a window may still change; then it is settled.',
    ),
    settledMs: ms(1, 30 * DAY_MS, 6 * HOUR_MS, 'Milliseconds for which a report on a settled window is fresh.'),
    recentMs: ms(1, DAY_MS, MINUTE_MS, 'Milliseconds for which a report on any other window is fresh.'),
    campaignsMs: ms(1, DAY_MS, 2 * MINUTE_MS, "Milliseconds for which a campaign's report and analytics are fresh."),
    handoffsMs: ms(1, DAY_MS, 5 * MINUTE_MS, 'Milliseconds for which handoffs are fresh.'),
    staleWhileRevalidateMs: ms(
      0,
      DAY_MS,
      5 * MINUTE_MS,
      'Milliseconds for which a response that is no longer fresh is served while one refresh runs in the background.',
    ),
    staleIfErrorMs: ms(
      0,
      30 * DAY_MS,
      DAY_MS,
      'Milliseconds for which a response that is no longer fresh is served if its upstream fails or answers HTTP 429.',
    ),
    allowNoCache: z
      .boolean()
      .default(true)
      .describe('Whether a client may bypass the cache with the header Cache-Control: no-cache.'),
  })
  .prefault({})
  .describe('How long upstream responses are cached, and in how much memory.');
