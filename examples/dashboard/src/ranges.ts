import type { TimeRangeInput } from '../generated/graphql.ts';

/** The ranges that the page offers, by their names in its address. */
export const RANGES = { '24h': '24 hours', '7d': '7 days', '30d': '30 days' } as const;

/** The name of a range. */
export type RangeName = keyof typeof RANGES;

const LAST = { '24h': { hours: 24 }, '7d': { days: 7 }, '30d': { days: 30 } } as const;

/** The IANA zone of the browser, in which days begin. */
export const TIME_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The range of a name in an address; seven days for any other text. */
export function rangeNameOf(text: string | null): RangeName {
  return text !== null && Object.hasOwn(RANGES, text) ? (text as RangeName) : '7d';
}

/** The range as the gateway takes it: it decides what is now. */
export function rangeOf(name: RangeName): TimeRangeInput {
  return { last: LAST[name], timeZone: TIME_ZONE };
}
