import type { Day, Days } from './days.ts';
import type { Journey } from './journey.ts';
import { dayMs, dayNumberOf } from './series.ts';
import type { TimeWindow } from './time-window.ts';
import type { Sight } from './transaction-rows.ts';

/**
 * The visible journeys attempted in a window that pass a test, day by day. Generates each day of the window that is not
 * cached.
 */
export function journeysIn(
  days: Days,
  sight: Sight,
  window: TimeWindow,
  inclusiveEnd: boolean,
  passes: (journey: Journey) => boolean,
): Journey[] {
  const found: Journey[] = [];
  for (let dayNumber = dayNumberOf(window.startMs); dayNumber <= dayNumberOf(window.endMs); dayNumber += 1) {
    const bounds = boundsOn(dayNumber, sight.cutMs, window, inclusiveEnd);
    if (bounds.to < 0) continue;
    for (const journey of attemptedWithin(days.dayOf(sight.series, dayNumber), bounds)) {
      if (passes(journey)) found.push(journey);
    }
  }
  return found;
}

/**
 * The attempted times of a day that are in a window and visible, in milliseconds after its midnight, both included;
 * `to` is less than `from` when there are none.
 */
export function boundsOn(
  dayNumber: number,
  cutMs: number,
  { startMs, endMs }: TimeWindow,
  inclusiveEnd: boolean,
): { from: number; to: number } {
  const midnight = dayNumber * dayMs;
  const lastMs = Math.min(inclusiveEnd ? endMs : endMs - 1, cutMs);
  return { from: Math.max(0, startMs - midnight), to: Math.min(dayMs - 1, lastMs - midnight) };
}

/** The journeys of a day attempted within bounds, in the day's order. */
export function attemptedWithin(day: Day, { from, to }: { from: number; to: number }): Journey[] {
  return day.journeys.filter(({ attempted }) => attempted >= from && attempted <= to);
}
