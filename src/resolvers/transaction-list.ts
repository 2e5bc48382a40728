import type { MessagingChannel } from '../upstream/messaging-channel.ts';
import { filtersChannels } from '../upstream/outbound-reporting/channel-codes.ts';
import type {
  MessageStatus,
  OutboundApp,
  Transaction,
  TransactionsQuery,
} from '../upstream/outbound-reporting/types.ts';
import { dailyWindows } from '../upstream/outbound-reporting/windows.ts';
import type { TimeRange } from '../upstream/wire-values.ts';

/** The orders in which windows are walked; within a window the order is the upstream's own. */
export type TimeOrder = 'OLDEST_FIRST' | 'NEWEST_FIRST';

/** A `TransactionFilter` as GraphQL parsed it; null and empty lists let everything through. */
export type TransactionFilterInput = {
  readonly channels?: readonly MessagingChannel[] | null | undefined;
  readonly skills?: readonly string[] | null | undefined;
  readonly statuses?: readonly MessageStatus[] | null | undefined;
  readonly campaignIds?: readonly string[] | null | undefined;
  readonly handoffIds?: readonly string[] | null | undefined;
};

/** A filter with nothing left out. */
export type TransactionFilter = {
  readonly [K in keyof Required<TransactionFilterInput>]: NonNullable<TransactionFilterInput[K]>;
};

/** The transactions of an account in a range that match a filter, in an order. */
export type TransactionList = {
  readonly accountId: string;
  readonly app: OutboundApp;
  readonly range: TimeRange;
  readonly filter: TransactionFilter;
  readonly order: TimeOrder;
};

/** The windows of a list in its order; those that have not begun yet are left out. */
export function windowsOf({ range, order }: TransactionList, now: number): TimeRange[] {
  const windows = dailyWindows(range).filter(({ startMs }) => startMs <= now);
  return order === 'OLDEST_FIRST' ? windows : windows.reverse();
}

/** The upstream question for one page of a list. */
export function transactionsQuery(
  { app, filter }: TransactionList,
  window: TimeRange,
  offset: number,
): TransactionsQuery {
  const { channels, skills, statuses } = filter;
  return { app, window, offset, filter: { channels, skills }, statuses, transactionIds: [] };
}

/** Whether a transaction passes the filters that the upstream lacks, or may lack. */
export function passesFilter({ filter }: TransactionList): (transaction: Transaction) => boolean {
  const { channels, statuses, campaignIds, handoffIds } = filter;
  const checksChannels = !filtersChannels(channels);
  return ({ channel, status, campaignId, handoffId }) =>
    (!checksChannels || channels.includes(channel)) &&
    (statuses.length === 0 || statuses.includes(status)) &&
    (campaignIds.length === 0 || (campaignId !== null && campaignIds.includes(campaignId))) &&
    (handoffIds.length === 0 || (handoffId !== null && handoffIds.includes(handoffId)));
}

/** Sorted and without repetition, so that the same question in other words has the same cursors. */
export function normalized(filter: TransactionFilterInput): TransactionFilter {
  return {
    channels: distinct(filter.channels),
    skills: distinct(filter.skills),
    statuses: distinct(filter.statuses),
    campaignIds: distinct(filter.campaignIds),
    handoffIds: distinct(filter.handoffIds),
  };
}

function distinct<T extends string>(values: readonly T[] | null | undefined): readonly T[] {
  return [...new Set(values ?? [])].sort();
}
