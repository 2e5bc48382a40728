import type { App } from './accounts.ts';
import { hashText } from './random.ts';

/** The messages of one account and app: an endless list of days, each a pure function of the seed. */
export type Series = { accountId: string; app: App; seed: number };

/** The length of a UTC day in milliseconds. */
export const dayMs = 24 * 60 * 60_000;

/** The series of an account and app under the sandbox's seed. */
export function seriesOf(seed: string, accountId: string, app: App): Series {
  return { accountId, app, seed: hashText(`${seed}/${accountId}/${app}`) };
}

/** The number of the UTC day (days since 1970-01-01) that an epoch time in milliseconds falls on. */
export function dayNumberOf(epochMs: number): number {
  return Math.floor(epochMs / dayMs);
}

/**
 * The oldest epoch time within the retention: the UTC midnight 13 months before `nowMs` (Outbound Reporting API,
 * limitations).
 */
export function retentionStart(nowMs: number): number {
  const date = new Date(nowMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 13, date.getUTCDate());
}
