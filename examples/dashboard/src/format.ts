import { TIME_ZONE } from './ranges.ts';

const integers = new Intl.NumberFormat('en');
const percents = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1, minimumFractionDigits: 1 });
const days = new Intl.DateTimeFormat('en', { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' });
const isoDays = new Intl.DateTimeFormat('sv', { timeZone: TIME_ZONE });
const instants = new Intl.DateTimeFormat('en', {
  timeZone: TIME_ZONE,
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const seconds = new Intl.DateTimeFormat('en', {
  timeZone: TIME_ZONE,
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const clock = new Intl.DateTimeFormat('en', {
  timeZone: TIME_ZONE,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** A count with its thousands apart. */
export function count(value: number): string {
  return integers.format(value);
}

/** A share of 1 in percent; a dash for null. */
export function percent(share: number | null): string {
  return share === null ? '–' : percents.format(share);
}

/** A calendar day (2026-03-01) as "Sun, Mar 1". */
export function day(date: string): string {
  return days.format(new Date(`${date}T00:00:00Z`));
}

/** The calendar day of an instant in the browser’s zone, as 2026-03-01. */
export function dayOf(time: string): string {
  return isoDays.format(new Date(time));
}

/** An instant in the browser’s zone. */
export function instant(time: string | number): string {
  return instants.format(new Date(time));
}

/** The same with seconds. */
export function second(time: string): string {
  return seconds.format(new Date(time));
}

/** The time of day of an instant in the browser’s zone, with seconds. */
export function timeOfDay(time: string | number): string {
  return clock.format(new Date(time));
}

/** A name of the schema in words: `APPLE_BUSINESS_CHAT` as "Apple business chat". */
export function words(name: string): string {
  const known: Readonly<Record<string, string>> = {
    SMS: 'SMS',
    WHATSAPP: 'WhatsApp',
    GOOGLE_RCS: 'Google RCS',
    IN_APP: 'In-app',
  };
  return known[name] ?? `${name[0]}${name.slice(1).toLowerCase().replaceAll('_', ' ')}`;
}
