import type { Context } from '../request/context.ts';
import type { TimeRange } from '../upstream/wire-values.ts';
import { badUserInput } from './client-error.ts';
import { addDays, startOfDay } from './local-time.ts';

/** A `LastInput` as GraphQL parsed it. */
type LastInput = { readonly days?: number | null | undefined; readonly hours?: number | null | undefined };

/** A `TimeRangeInput` as GraphQL parsed it. */
export type TimeRangeInput = {
  readonly start?: Date | null | undefined;
  readonly end?: Date | null | undefined;
  readonly last?: LastInput | null | undefined;
  readonly timeZone: string;
};

/** A range that a client asked for. */
export type AskedRange = {
  readonly range: TimeRange;
  /** The IANA name of the zone whose days count. */
  readonly timeZone: string;
  /** What cursors know the range by: `last` is the same question whenever it is asked. */
  readonly identity: unknown;
};

/** The milliseconds of a day. */
export const DAY_MS = 24 * 60 * 60_000;

const HOUR_MS = 60 * 60_000;

/** The last hours begin and end at multiples of this, so that who asks again meets the cached answers. */
const SNAP_MS = 5 * 60_000;

/** More days than LivePerson keeps. */
const MAX_LAST_DAYS = 400;

/** LivePerson keeps reporting data this long; our reading: from the UTC midnight on. */
const RETENTION_MONTHS = 13;
/**
 * A range may end this far ahead, so that it can cover the current year. Days ahead cost calls although they are empty.
 */
const AHEAD_MONTHS = 13;

/**
 * A range of reporting data. Throws as `askedRange`, and if it starts before the 13 months of retention, or ends more
 * than 13 months ahead.
 */
export function reportingRange(name: string, input: TimeRangeInput, context: Context): AskedRange {
  const asked = askedRange(name, input, context);
  const { startMs, endMs } = asked.range;
  if (startMs < retainedSince(context.now)) {
    throw badUserInput(
      `${name} starts ${iso(startMs)}; LivePerson keeps data for ${RETENTION_MONTHS} months, since ${iso(retainedSince(context.now))}.`,
    );
  }
  if (endMs > monthsBefore(context.now, -AHEAD_MONTHS).getTime()) {
    throw badUserInput(`${name} ends ${iso(endMs)}; it must end at most ${AHEAD_MONTHS} months ahead.`);
  }
  return asked;
}

/** The first instant of which LivePerson still has data at `now`; both in epoch milliseconds. */
export function retainedSince(now: number): number {
  return monthsBefore(Math.floor(now / DAY_MS) * DAY_MS, RETENTION_MONTHS).getTime();
}

/** Checks a range against a limit of the gateway's own. Throws if it is wider than `days` days of its time zone. */
export function boundedRange(name: string, asked: AskedRange, days: number): AskedRange {
  const { startMs, endMs } = asked.range;
  if (endMs > addDays(startMs, asked.timeZone, days)) {
    const width = Number(((endMs - startMs) / DAY_MS).toFixed(3));
    throw badUserInput(`${name} spans ${width} days; the limit is ${days} days.`);
  }
  return asked;
}

/**
 * The range of an input. Throws unless it has start and end, or `last` alone, and ends after it starts.
 * An answer about `last` is fresh until the range moves.
 */
export function askedRange(
  name: string,
  input: TimeRangeInput,
  { now, freshness }: { readonly now: number; readonly freshness: Pick<Context['freshness'], 'onFreshness'> },
): AskedRange {
  const { start, end, last, timeZone } = input;
  if (last != null && start == null && end == null) {
    const range = lastRange(`${name}.last`, last, timeZone, now);
    freshness.onFreshness({ fetchedAt: now, freshForMs: range.endMs - now });
    return { range, timeZone, identity: { days: last.days ?? null, hours: last.hours ?? null, timeZone } };
  }
  if (last != null || start == null || end == null) {
    throw badUserInput(`${name} must have either start and end, or last.`);
  }
  const range = { startMs: start.getTime(), endMs: end.getTime() };
  if (range.endMs <= range.startMs) {
    throw badUserInput(`${name} ends ${iso(range.endMs)}; it must end after its start, ${iso(range.startMs)}.`);
  }
  return { range, timeZone, identity: range };
}

/** The last days end with today, the last hours with these five minutes, so the end is after `now`. */
function lastRange(name: string, { days, hours }: LastInput, timeZone: string, now: number): TimeRange {
  if (days != null && hours == null) {
    checkCount(`${name}.days`, days, MAX_LAST_DAYS);
    return { startMs: startOfDay(now, timeZone, 1 - days), endMs: startOfDay(now, timeZone, 1) };
  }
  if (hours == null || days != null) throw badUserInput(`${name} must have either days or hours.`);
  checkCount(`${name}.hours`, hours, MAX_LAST_DAYS * 24);
  const startMs = Math.floor((now - hours * HOUR_MS) / SNAP_MS) * SNAP_MS;
  return { startMs, endMs: startMs + hours * HOUR_MS + SNAP_MS };
}

function checkCount(name: string, count: number, most: number): void {
  if (count < 1 || count > most) throw badUserInput(`${name} is ${count}; it must be from 1 to ${most}.`);
}

/** The same day of an earlier month (a later one if `months` is negative), or its last day if that month is shorter. */
function monthsBefore(now: number, months: number): Date {
  const date = new Date(now);
  date.setUTCMonth(date.getUTCMonth() - months);
  if (date.getUTCDate() !== new Date(now).getUTCDate()) date.setUTCDate(0);
  return date;
}

function iso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
