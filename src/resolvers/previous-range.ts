import type { Context } from '../request/context.ts';
import type { TimeRange } from '../upstream/wire-values.ts';
import { addDays, localDays, startOfDay } from './local-time.ts';
import { retainedSince } from './time-range.ts';

/** The part of a range that is over is compared in steps of this, so that who asks again meets the cached answer. */
const STEP_MS = 15 * 60_000;

/**
 * The range before another: as many days of the time zone if that is made of whole days, otherwise as many milliseconds.
 * While the other is not over, the range before ends as far from its own start, rounded down to 15 minutes; the answer is
 * fresh until the next step. Null if nothing of the other is over, or if LivePerson no longer keeps all of the range before.
 */
export function rangeBefore(
  { startMs, endMs }: TimeRange,
  timeZone: string,
  { now, freshness }: Pick<Context, 'now' | 'freshness'>,
): TimeRange | null {
  const days = wholeDays({ startMs, endMs }, timeZone);
  const beforeMs = days === null ? startMs - (endMs - startMs) : startOfDay(startMs, timeZone, -days);
  const range = { startMs: beforeMs, endMs: startMs };
  if (now < endMs) {
    const overMs = (now - startMs) % STEP_MS;
    freshness.onFreshness({ fetchedAt: now, freshForMs: STEP_MS - overMs });
    const reachedMs = now - overMs;
    range.endMs = Math.min(
      startMs,
      days === null ? reachedMs - (endMs - startMs) : addDays(reachedMs, timeZone, -days),
    );
  }
  return range.startMs < range.endMs && range.startMs >= retainedSince(now) ? range : null;
}

/** How many days of a time zone a range is made of; null if it begins or ends within a day. */
function wholeDays(range: TimeRange, timeZone: string): number | null {
  const isMidnight = (instantMs: number) => startOfDay(instantMs, timeZone) === instantMs;
  return isMidnight(range.startMs) && isMidnight(range.endMs) ? localDays(range, timeZone).length : null;
}
