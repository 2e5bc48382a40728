import type { TimeRange } from '../upstream/wire-values.ts';
import { badUserInput } from './client-error.ts';

/** A `TimeRangeInput` as GraphQL parsed it. */
export type TimeRangeInput = { readonly start: Date; readonly end: Date };

const DAY_MS = 24 * 60 * 60_000;
/** LivePerson keeps reporting data this long; our reading: from the UTC midnight on. */
const RETENTION_MONTHS = 13;
/** A range may end so far ahead, for those who ask for all of this year; each day of it costs, though nothing is there. */
const AHEAD_MONTHS = 13;

/**
 * A range of reporting data. Throws when it ends before it starts, begins before the 13 months of retention, or ends more
 * than 13 months ahead.
 */
export function reportingRange(name: string, input: TimeRangeInput, now: number): TimeRange {
  const range = orderedRange(name, input);
  const retainedSince = monthsBefore(Math.floor(now / DAY_MS) * DAY_MS, RETENTION_MONTHS);
  if (range.startMs < retainedSince.getTime()) {
    throw badUserInput(
      `${name}.start is ${input.start.toISOString()}; LivePerson keeps ${RETENTION_MONTHS} months, which began ${retainedSince.toISOString()}.`,
    );
  }
  if (range.endMs > monthsBefore(now, -AHEAD_MONTHS).getTime()) {
    throw badUserInput(`${name}.end is ${input.end.toISOString()}; it can be ${AHEAD_MONTHS} months ahead at most.`);
  }
  return range;
}

/** A range of at most `days` days, a bound of the gateway's own. Throws when it is wider or ends before it starts. */
export function boundedRange<T extends TimeRange>(name: string, range: T, days: number): T {
  const width = (range.endMs - range.startMs) / DAY_MS;
  if (width > days) {
    throw badUserInput(`${name} spans ${Number(width.toFixed(2))} days; at most ${days} days can be asked for here.`);
  }
  return range;
}

/** A range in epoch milliseconds. Throws when it does not end after it starts. */
export function orderedRange(name: string, { start, end }: TimeRangeInput): TimeRange {
  if (end.getTime() <= start.getTime()) {
    throw badUserInput(`${name} ends ${end.toISOString()}; it must end after its start, ${start.toISOString()}.`);
  }
  return { startMs: start.getTime(), endMs: end.getTime() };
}

/** The same day of an earlier month (a later one for less than 0), or that month's last day when it is shorter. */
function monthsBefore(now: number, months: number): Date {
  const date = new Date(now);
  date.setUTCMonth(date.getUTCMonth() - months);
  if (date.getUTCDate() !== new Date(now).getUTCDate()) date.setUTCDate(0);
  return date;
}
