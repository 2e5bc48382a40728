import type { MessagingChannel } from '../upstream/messaging-channel.ts';
import type { MessageStatus } from '../upstream/outbound-reporting/message-status.ts';
import type { DeliveryError, Transaction } from '../upstream/outbound-reporting/types.ts';
import { type Instant, instantOf } from '../upstream/wire-values.ts';
import { type LocalTime, localClock } from './local-time.ts';

/** Why messages failed: an error without its message, which differs from one recipient to the next. */
export type ErrorMeaning = Pick<DeliveryError, 'source' | 'code' | 'meaning'>;

/** What the transactions of a group have in common. Null if they have none, or are not grouped by it. */
export type DimensionValues = {
  readonly error: ErrorMeaning | null;
  readonly campaignId: string | null;
  readonly handoffId: string | null;
  readonly skill: string | null;
  readonly channel: MessagingChannel | null;
  readonly status: MessageStatus | null;
  /** `YYYY-MM-DD` */
  readonly day: string | null;
  readonly hour: Instant | null;
};

type Reader = (transaction: Transaction, clock: (instantMs: number) => LocalTime) => Partial<DimensionValues>;

const READERS = {
  ERROR: ({ error }) => ({ error: error && { source: error.source, code: error.code, meaning: error.meaning } }),
  CAMPAIGN: ({ campaignId }) => ({ campaignId }),
  HANDOFF: ({ handoffId }) => ({ handoffId }),
  SKILL: ({ skill }) => ({ skill }),
  CHANNEL: ({ channel }) => ({ channel }),
  STATUS: ({ status }) => ({ status }),
  DAY: ({ attemptedTime }, clock) => ({ day: clock(Date.parse(attemptedTime)).day }),
  HOUR: ({ attemptedTime }, clock) => ({ hour: instantOf(clock(Date.parse(attemptedTime)).hourMs) }),
} as const satisfies Record<string, Reader>;

/** By what transactions can be grouped. */
export type TransactionDimension = keyof typeof READERS;

const DIMENSIONS = Object.keys(READERS) as TransactionDimension[];

const NO_VALUES: DimensionValues = {
  error: null,
  campaignId: null,
  handoffId: null,
  skill: null,
  channel: null,
  status: null,
  day: null,
  hour: null,
};

/** In one order and each once, so that the same grouping in other words is the same question. */
export function orderedDimensions(by: readonly TransactionDimension[]): readonly TransactionDimension[] {
  return DIMENSIONS.filter((dimension) => by.includes(dimension));
}

/** Names the group of a transaction, with days and hours of a time zone; `valuesOf` reads the name. */
export function groupNames(
  by: readonly TransactionDimension[],
  timeZone: string,
): (transaction: Transaction) => string {
  const clock = localClock(timeZone);
  const readers: readonly Reader[] = by.map((dimension) => READERS[dimension]);
  return (transaction) => JSON.stringify(Object.assign({}, ...readers.map((read) => read(transaction, clock))));
}

/** The values that a group's name was made of. */
export function valuesOf(name: string): DimensionValues {
  return { ...NO_VALUES, ...JSON.parse(name) };
}
