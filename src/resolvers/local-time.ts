import type { TimeRange } from '../upstream/wire-values.ts';

/** Node.js 26 has Temporal. Node.js 24 loads a polyfill. */
const { Temporal } = (
  'Temporal' in globalThis ? globalThis : await import('temporal-polyfill')
) as typeof import('temporal-polyfill');

/** A day in a time zone, `YYYY-MM-DD`, and its time: 23 to 25 hours. */
export type LocalDay = { readonly day: string; readonly range: TimeRange };

/** The day that an instant is on, and the start of its hour in epoch milliseconds. */
export type LocalTime = { readonly day: string; readonly hourMs: number };

/**
 * The name of an IANA time zone in the spelling of the database, one for all names of UTC: its days cost no calls. Null if
 * it has no such zone; offsets are no names.
 */
export function timeZoneName(text: string): string | null {
  if (!/^[A-Za-z][\w+/-]*$/.test(text)) return null;
  try {
    const inZone = Temporal.Now.zonedDateTimeISO(text);
    return inZone.equals(inZone.withTimeZone('UTC')) ? 'UTC' : inZone.timeZoneId;
  } catch {
    return null;
  }
}

/** The first instant of the day that is `days` days after that of an instant, in epoch milliseconds. */
export function startOfDay(instantMs: number, timeZone: string, days = 0): number {
  return zoned(instantMs, timeZone).toPlainDate().add({ days }).toZonedDateTime(timeZone).epochMilliseconds;
}

/** The same time of the day that is `days` days later, in epoch milliseconds; later by the gap if that day lacks it. */
export function addDays(instantMs: number, timeZone: string, days: number): number {
  return zoned(instantMs, timeZone).add({ days }).epochMilliseconds;
}

/** The days of a range, the first and the last cut to it. */
export function localDays({ startMs, endMs }: TimeRange, timeZone: string): readonly LocalDay[] {
  const days: LocalDay[] = [];
  for (let fromMs = startMs; fromMs < endMs; ) {
    const nextMs = startOfDay(fromMs, timeZone, 1);
    const day = zoned(fromMs, timeZone).toPlainDate().toString();
    days.push({ day, range: { startMs: fromMs, endMs: Math.min(nextMs, endMs) } });
    fromMs = nextMs;
  }
  return days;
}

/** Days and hours of zones begin at multiples of this, because their offsets to UTC are multiples of it. */
const QUARTER_MS = 15 * 60_000;

/** Tells the local times of many instants: each quarter of an hour is looked up once. */
export function localClock(timeZone: string): (instantMs: number) => LocalTime {
  const known = new Map<number, LocalTime>();
  return (instantMs) => {
    const quarter = Math.floor(instantMs / QUARTER_MS);
    const found = known.get(quarter) ?? localTime(instantMs, timeZone);
    known.set(quarter, found);
    return found;
  };
}

function localTime(instantMs: number, timeZone: string): LocalTime {
  const time = zoned(instantMs, timeZone);
  const hour = time.round({ smallestUnit: 'hour', roundingMode: 'floor' });
  return { day: time.toPlainDate().toString(), hourMs: hour.epochMilliseconds };
}

function zoned(instantMs: number, timeZone: string) {
  return Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(timeZone);
}
