import type { TimeRange } from '../upstream/wire-values.ts';
import { badUserInput } from './client-error.ts';

/** A `TimeRangeInput` as GraphQL parsed it. */
export type TimeRangeInput = { readonly start: Date; readonly end: Date };

/** The milliseconds of a day. */
export const DAY_MS = 24 * 60 * 60_000;

/** LivePerson keeps reporting data this long; our reading: from the UTC midnight on. */
const RETENTION_MONTHS = 13;
/**
 * A range may end this far ahead, so that it can cover the current year. Days ahead cost calls although they are empty.
 */
const AHEAD_MONTHS = 13;

/**
 * A range of reporting data in epoch milliseconds. Throws if it does not end after it starts, if it starts before the
 * 13 months of retention, or if it ends more than 13 months ahead.
 */
export function reportingRange(name: string, input: TimeRangeInput, now: number): TimeRange {
  const range = orderedRange(name, input);
  const retainedSince = monthsBefore(Math.floor(now / DAY_MS) * DAY_MS, RETENTION_MONTHS);
  if (range.startMs < retainedSince.getTime()) {
    throw badUserInput(
      `${name}.start is ${input.start.toISOString()}; LivePerson keeps data for ${RETENTION_MONTHS} months, since ${retainedSince.toISOString()}.`,
    );
  }
  if (range.endMs > monthsBefore(now, -AHEAD_MONTHS).getTime()) {
    throw badUserInput(`${name}.end is ${input.end.toISOString()}; it must be at most ${AHEAD_MONTHS} months ahead.`);
  }
  return range;
}

/** Checks a range against a limit of the gateway's own. Throws if it is wider than `days` days. */
export function boundedRange<T extends TimeRange>(name: string, range: T, days: number): T {
  const width = (range.endMs - range.startMs) / DAY_MS;
  if (width > days) {
    throw badUserInput(`${name} spans ${Number(width.toFixed(2))} days; the limit is ${days} days.`);
  }
  return range;
}

/** A range in epoch milliseconds. Throws if it does not end after it starts. */
export function orderedRange(name: string, { start, end }: TimeRangeInput): TimeRange {
  if (end.getTime() <= start.getTime()) {
    throw badUserInput(`${name} ends ${end.toISOString()}; it must end after its start, ${start.toISOString()}.`);
  }
  return { startMs: start.getTime(), endMs: end.getTime() };
}

/** The same day of an earlier month (a later one if `months` is negative), or its last day if that month is shorter. */
function monthsBefore(now: number, months: number): Date {
  const date = new Date(now);
  date.setUTCMonth(date.getUTCMonth() - months);
  if (date.getUTCDate() !== new Date(now).getUTCDate()) date.setUTCDate(0);
  return date;
}
