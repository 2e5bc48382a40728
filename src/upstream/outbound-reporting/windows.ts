import type { TimeRange } from '../wire-values.ts';

const DAY_MS = 24 * 60 * 60_000;
/** The widest range that one analytics call takes. */
const ANALYTICS_DAYS = 60;

/**
 * Cuts a range at UTC midnights into windows of at most 24 hours, the widest that a transactions call takes, so that
 * overlapping ranges share whole days. Neighbours share the instant of their seam. In time order; empty for an empty range.
 */
export function dailyWindows(range: TimeRange): TimeRange[] {
  const windows: TimeRange[] = [];
  for (let startMs = range.startMs; startMs < range.endMs; ) {
    const endMs = Math.min(range.endMs, (Math.floor(startMs / DAY_MS) + 1) * DAY_MS);
    windows.push({ startMs, endMs });
    startMs = endMs;
  }
  return windows;
}

/**
 * Cuts a range into ranges of at most 60 days, the widest that an analytics call takes, at UTC midnights. Each begins
 * where the one before it ends.
 */
export function analyticsRanges({ startMs, endMs }: TimeRange): TimeRange[] {
  if (endMs - startMs <= ANALYTICS_DAYS * DAY_MS) return [{ startMs, endMs }];
  const seamMs = (Math.floor(startMs / DAY_MS) + ANALYTICS_DAYS) * DAY_MS;
  return [{ startMs, endMs: seamMs }, ...analyticsRanges({ startMs: seamMs, endMs })];
}
