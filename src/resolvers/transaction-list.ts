import type { Context } from '../request/context.ts';
import type { MessagingChannel } from '../upstream/messaging-channel.ts';
import type { MessageStatus } from '../upstream/outbound-reporting/message-status.ts';
import type { DeliveryError, OutboundApp, Transaction } from '../upstream/outbound-reporting/types.ts';
import type { SliceWalk } from '../upstream/outbound-reporting/walk-slices.ts';
import { filterValues, type ItemTest, isOneOf, nonEmpty, passesAll, personalFilterValues } from './filter-values.ts';
import type { AskedRange } from './time-range.ts';

/** By (`attemptedTime`, `transactionId`), or the reverse. */
export type TimeOrder = 'OLDEST_FIRST' | 'NEWEST_FIRST';

/** Errors of a source and a code: of any if it is undefined, and without one if it is null. */
type ErrorFilter = { readonly source?: string | null | undefined; readonly code?: string | null | undefined };

/** A `TransactionFilter` as GraphQL parsed it. Everything passes null and empty lists. */
export type TransactionFilterInput = {
  readonly channels?: readonly MessagingChannel[] | null | undefined;
  readonly skills?: readonly string[] | null | undefined;
  readonly statuses?: readonly MessageStatus[] | null | undefined;
  readonly errors?: readonly ErrorFilter[] | null | undefined;
  readonly campaignIds?: readonly string[] | null | undefined;
  readonly handoffIds?: readonly string[] | null | undefined;
  readonly consumerIds?: readonly string[] | null | undefined;
  readonly conversationIds?: readonly string[] | null | undefined;
  readonly transactionIds?: readonly string[] | null | undefined;
};

/** A filter with all its lists. Everything passes an empty one. */
export type TransactionFilter = {
  readonly [K in keyof Required<TransactionFilterInput>]: NonNullable<TransactionFilterInput[K]>;
};

/** The transactions of an account in a range that match a filter, in an order. */
export type TransactionList = {
  readonly accountId: string;
  readonly app: OutboundApp;
  readonly attempted: AskedRange;
  readonly filter: TransactionFilter;
  readonly order: TimeOrder;
};

/** The upstream question whose answer holds the list, and more if the upstream lacks one of the filters. */
export function questionOf({ app, filter }: Pick<TransactionList, 'app' | 'filter'>): SliceWalk['question'] {
  const { channels, skills, statuses, transactionIds } = filter;
  return { app, filter: { channels, skills }, statuses, transactionIds };
}

/**
 * Whether a transaction passes the filter. Checks the upstream's own filters again: if a proxy drops the body of a GET, the
 * rows arrive unfiltered.
 */
export function passesFilter({ filter }: Pick<TransactionList, 'filter'>): (transaction: Transaction) => boolean {
  return passesAll<Transaction>([
    isOneOf(filter.channels, ({ channel }) => channel),
    isOneOf(filter.skills, ({ skill }) => skill),
    isOneOf(filter.statuses, ({ status }) => status),
    hasOneOf(filter.errors),
    isOneOf(filter.campaignIds, ({ campaignId }) => campaignId),
    isOneOf(filter.handoffIds, ({ handoffId }) => handoffId),
    isOneOf(filter.consumerIds, ({ consumerId }) => consumerId),
    isOneOf(filter.conversationIds, ({ conversationId }) => conversationId),
    isOneOf(filter.transactionIds, ({ transactionId }) => transactionId),
  ]);
}

/** Whether an error is one of the wanted ones. */
function hasOneOf(wanted: readonly ErrorFilter[]): ItemTest<Transaction> {
  const isAny = (value: string | null, wants: string | null | undefined) => wants === undefined || wants === value;
  const isOf = (error: DeliveryError) =>
    wanted.some(({ source, code }) => isAny(error.source, source) && isAny(error.code, code));
  return wanted.length === 0 ? null : ({ error }) => error !== null && isOf(error);
}

/** As `filterValues`. */
function errorFilters(errors: TransactionFilterInput['errors']): readonly ErrorFilter[] {
  const texts = errors?.map(({ source, code }) => JSON.stringify({ source, code }));
  return filterValues('errors', texts).map((text) => JSON.parse(text));
}

/**
 * Whether the rows read so far include every transaction that the filter names: ids are unique, so nothing later can match.
 * Called with the rows of each slice. Never true if the filter names none.
 */
export function seesAllNamed({ filter }: Pick<TransactionList, 'filter'>): (rows: readonly Transaction[]) => boolean {
  const missing = new Set(filter.transactionIds);
  if (missing.size === 0) return () => false;
  return (rows) => {
    for (const { transactionId } of rows) missing.delete(transactionId);
    return missing.size === 0;
  };
}

/**
 * Sorted and without repetition, so that the same filter in other words has the same cursors. Throws `FORBIDDEN` if it names
 * consumers and the caller lacks `pii:read`.
 */
export function normalized(filter: TransactionFilterInput, context: Context): TransactionFilter {
  return {
    channels: filterValues('channels', filter.channels),
    skills: filterValues('skills', filter.skills),
    statuses: filterValues('statuses', filter.statuses),
    errors: errorFilters(filter.errors),
    campaignIds: filterValues('campaignIds', filter.campaignIds),
    handoffIds: filterValues('handoffIds', filter.handoffIds),
    consumerIds: personalFilterValues('consumerIds', filter.consumerIds, context),
    conversationIds: filterValues('conversationIds', filter.conversationIds),
    transactionIds: filterValues('transactionIds', filter.transactionIds),
  };
}

/** What of a filter its cursors belong to; see `nonEmpty`. */
export function cursorIdentity({
  errors,
  consumerIds,
  conversationIds,
  transactionIds,
  ...others
}: TransactionFilter): unknown {
  return { ...others, ...nonEmpty({ errors, consumerIds, conversationIds, transactionIds }) };
}
