import { describe, expect, it } from 'vitest';
import { cacheSchema } from '../../src/config/cache.ts';
import { FETCHED_AT } from '../../src/schema/fetched-at.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describe('the description of fetchedAt', () => {
  it('has the defaults of the configuration', () => {
    const cache = cacheSchema.parse({});
    const settlingMinutes = (cache.dataDelayMs + cache.settlingMs) / MINUTE_MS;
    for (const text of [
      `after ${cache.settledMs / HOUR_MS} hours if the range ended more than ${Math.floor(settlingMinutes / 60)} hours and ${settlingMinutes % 60} minutes before`,
      `after ${cache.recentMs / MINUTE_MS} minute if it ended later`,
      `after ${cache.campaignsMs / MINUTE_MS} minutes for a campaign's report and analytics`,
      `after ${cache.handoffsMs / MINUTE_MS} minutes for handoffs`,
      `up to ${cache.staleWhileRevalidateMs / MINUTE_MS} minutes more`,
    ]) {
      expect(FETCHED_AT).toContain(text);
    }
    expect(cache.staleIfErrorMs).toBe(24 * HOUR_MS);
    expect(FETCHED_AT).toContain('X-Fresh-Read: 1');
  });
});
