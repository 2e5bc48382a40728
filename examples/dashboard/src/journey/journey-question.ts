import type { TimeRangeInput, TransactionFilter } from '../../generated/graphql.ts';

/** Whose journey, or that of which message, is looked for. */
export const KINDS = { consumer: 'Consumer', message: 'Message' } as const;

/** One of them. */
type Kind = keyof typeof KINDS;

/** How wide a time is searched, by its hours. */
export const WIDTHS = { 3: '3 hours', 24: '1 day', 168: '7 days' } as const;

/** The hours of one of them. */
type Hours = keyof typeof WIDTHS;

/** What the screen is asked by its address. */
export type JourneyQuestion = {
  readonly kind: Kind;
  /** LivePerson’s id; empty if nothing is asked. */
  readonly id: string;
  /** ISO 8601. */
  readonly near: string;
  readonly hours: Hours;
};

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** The parameters of the address that shows the journey of a message, or of its consumer if that is known. */
export function journeyOf(
  consumerId: string | null,
  transactionId: string,
  near: string,
): Readonly<Record<string, string>> {
  return consumerId === null ? { message: transactionId, near } : { consumer: consumerId, near };
}

/** The question in an address; null if there is none. */
export function questionIn(parameters: URLSearchParams): JourneyQuestion | null {
  const near = parameters.get('near') ?? '';
  const kind: Kind = parameters.has('message') ? 'message' : 'consumer';
  const id = parameters.get(kind) ?? '';
  return id === '' || Number.isNaN(Date.parse(near)) ? null : { kind, id, near, hours: hoursOf(parameters) };
}

function hoursOf(parameters: URLSearchParams): Hours {
  const hours = parameters.get('hours') ?? '';
  return Object.hasOwn(WIDTHS, hours) ? (Number(hours) as Hours) : 3;
}

/** The transactions that it asks for. */
export function filterOf({ kind, id }: JourneyQuestion): TransactionFilter {
  return kind === 'consumer' ? { consumerIds: [id] } : { transactionIds: [id] };
}

/**
 * The time in which transactions are looked for. Up to a day, it is a part of a UTC day: the gateway reads such parts, so
 * three hours cost one upstream call even near midnight.
 */
export function searchedTime({ near, hours }: JourneyQuestion): TimeRangeInput {
  const width = hours * HOUR_MS;
  const at = Date.parse(near);
  return rangeFrom(width <= DAY_MS ? at - (at % width) : at - width / 2, width);
}

/** The time whose calls and alerts are read: LivePerson returns a whole day in one call each. */
export function reportedTime({ near, hours }: JourneyQuestion): TimeRangeInput {
  const width = Math.max(DAY_MS, hours * HOUR_MS);
  return rangeFrom(Date.parse(near) - width / 2, width);
}

function rangeFrom(startMs: number, width: number): TimeRangeInput {
  return { start: new Date(startMs).toISOString(), end: new Date(startMs + width).toISOString() };
}
