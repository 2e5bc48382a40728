import type { TimeRange } from '../wire-values.ts';
import { DAY_MS } from './time-grid.ts';

/** The widest range that one analytics call takes. */
const ANALYTICS_DAYS = 60;

/**
 * Cuts a range into ranges of at most 60 days, the widest that an analytics call takes, at UTC midnights. Each but the
 * last ends a millisecond before the next begins: what happens at the seam is never counted twice.
 */
export function analyticsRanges({ startMs, endMs }: TimeRange): TimeRange[] {
  if (endMs - startMs <= ANALYTICS_DAYS * DAY_MS) return [{ startMs, endMs }];
  const seamMs = (Math.floor(startMs / DAY_MS) + ANALYTICS_DAYS) * DAY_MS;
  return [{ startMs, endMs: seamMs }, ...analyticsRanges({ startMs: seamMs, endMs })];
}
