import type { Context } from '../request/context.ts';
import type { MessagingChannel } from '../upstream/messaging-channel.ts';
import type { MessageStatus } from '../upstream/outbound-reporting/message-status.ts';
import type { OutboundApp, Transaction } from '../upstream/outbound-reporting/types.ts';
import type { SliceWalk } from '../upstream/outbound-reporting/walk-slices.ts';
import { filterValues, isOneOf, nonEmpty, passesAll, personalFilterValues } from './filter-values.ts';
import type { AskedRange } from './time-range.ts';

/** By (`attemptedTime`, `transactionId`), or the reverse. */
export type TimeOrder = 'OLDEST_FIRST' | 'NEWEST_FIRST';

/** Errors of a source and a code: with any if it is undefined, without one if it is null. */
type ErrorFilter = { readonly source?: string | null | undefined; readonly code?: string | null | undefined };

/** A `TransactionFilter` as GraphQL parsed it. Everything passes null and empty lists. */
export type TransactionFilterInput = {
  readonly channels?: readonly MessagingChannel[] | null | undefined;
  readonly skills?: readonly string[] | null | undefined;
  readonly statuses?: readonly MessageStatus[] | null | undefined;
  readonly error?: ErrorFilter | null | undefined;
  readonly campaignIds?: readonly string[] | null | undefined;
  readonly handoffIds?: readonly string[] | null | undefined;
  readonly consumerIds?: readonly string[] | null | undefined;
  readonly conversationIds?: readonly string[] | null | undefined;
  readonly transactionIds?: readonly string[] | null | undefined;
};

/** The filters that are lists. */
type ListFilters = Required<Omit<TransactionFilterInput, 'error'>>;

/** A filter with all its lists. Everything passes an empty one. */
export type TransactionFilter = {
  readonly [K in keyof ListFilters]: NonNullable<ListFilters[K]>;
} & {
  /** At most one. */
  readonly errors: readonly ErrorFilter[];
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
    ...filter.errors.map(hasError),
    isOneOf(filter.campaignIds, ({ campaignId }) => campaignId),
    isOneOf(filter.handoffIds, ({ handoffId }) => handoffId),
    isOneOf(filter.consumerIds, ({ consumerId }) => consumerId),
    isOneOf(filter.conversationIds, ({ conversationId }) => conversationId),
    isOneOf(filter.transactionIds, ({ transactionId }) => transactionId),
  ]);
}

/** Whether a transaction has the wanted error. */
function hasError({ source, code }: ErrorFilter): (transaction: Transaction) => boolean {
  const isWanted = (wanted: string | null | undefined, value: string | null) =>
    wanted === undefined || wanted === value;
  return ({ error }) => error !== null && isWanted(source, error.source) && isWanted(code, error.code);
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
    errors: filter.error == null ? [] : [{ source: filter.error.source, code: filter.error.code }],
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
