import { dayMs } from './series.ts';

const padded = Array.from({ length: 1000 }, (_, number) => String(number).padStart(3, '0'));
const twoDigits = padded.map((text) => text.slice(1));

let lastDay = Number.NaN;
let lastDate = '';

/**
 * An epoch time in whole milliseconds as ISO 8601 in UTC. Reuses the date of the previous call, because the rows of a page
 * share their days: five times as fast as Date, which would take half the time of a page.
 */
export function isoTime(epochMs: number): string {
  const day = Math.floor(epochMs / dayMs);
  if (day !== lastDay) {
    lastDay = day;
    lastDate = new Date(epochMs).toISOString().slice(0, 11);
  }
  const ms = epochMs - day * dayMs;
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const time = `${twoDigits[Math.floor(minutes / 60)]}:${twoDigits[minutes % 60]}:${twoDigits[seconds % 60]}`;
  return `${lastDate}${time}.${padded[ms % 1000]}Z`;
}
