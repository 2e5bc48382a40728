import type { Context } from '../request/context.ts';
import { type Account, accountLoaders } from './account.ts';
import type { MessageFilterInput } from './analytics.ts';
import type { Campaign } from './campaign.ts';
import type { Connection, Edge } from './connection.ts';
import { listConnection } from './list-connection.ts';
import type { PageArguments } from './page-arguments.ts';
import { boundedRange, reportingRange, type TimeRangeInput } from './time-range.ts';
import {
  cursorIdentity,
  isWithin,
  normalized,
  passesFilter,
  questionOf,
  type TransactionList,
} from './transaction-list.ts';

/** A campaign, and how many of its transactions are in a range. */
export type CampaignEdge = Edge<Campaign> & { readonly transactionCount: number };

/** A page of campaigns. */
export type CampaignConnection = Connection<Campaign, CampaignEdge>;

/** The widest range in days: the gateway reads all its transactions, so it has a limit of its own. */
const MAX_DAYS = 31;

/**
 * `Account.campaigns`: the distinct campaigns of the transactions in a range, in the order in which they first appear.
 * Price: one call per upstream page of the whole range, because no operation lists campaigns.
 */
export async function resolveCampaigns(
  { accountId }: Account,
  args: PageArguments & { readonly attempted: TimeRangeInput; readonly filter?: MessageFilterInput | null | undefined },
  context: Context,
): Promise<CampaignConnection> {
  const attempted = boundedRange('attempted', reportingRange('attempted', args.attempted, context), MAX_DAYS);
  const filter = normalized(args.filter ?? {}, context);
  const list: TransactionList = { accountId, app: 'PROACTIVE_MESSAGING', attempted, filter, order: 'OLDEST_FIRST' };
  const load = async () => {
    const { counts, fetchedAt } = await countTransactions(list, context);
    const items = [...counts].map(([campaignId, transactionCount]) => ({ accountId, campaignId, transactionCount }));
    return { items, fetchedAt };
  };
  const identity = ['campaigns', accountId, attempted.identity, cursorIdentity(filter)];
  const page = await listConnection({ load, nameOf: ({ campaignId }) => campaignId, identity }, args);
  return {
    ...page,
    edges: () => page.edges().map((edge) => ({ ...edge, transactionCount: edge.node.transactionCount })),
  };
}

async function countTransactions(list: TransactionList, context: Context) {
  const { accountId, attempted } = list;
  const { range } = attempted;
  const { walkTransactions } = accountLoaders(accountId, context);
  const matches = passesFilter(list);
  const counts = new Map<string, number>();
  let fetchedAt: string | null = null;
  const slices = walkTransactions({
    question: questionOf(list),
    range: { ...range, endMs: Math.min(range.endMs, context.now + 1) },
    listed: range,
    direction: 'forward',
    quick: false,
    now: context.now,
    wanted: () => Number.POSITIVE_INFINITY,
    pagesLeft: () => Number.POSITIVE_INFINITY,
  });
  for await (const slice of slices) {
    slice.forget();
    if (fetchedAt === null || slice.fetchedAt < fetchedAt) fetchedAt = slice.fetchedAt;
    for (const transaction of slice.transactions) {
      const { campaignId } = transaction;
      const isListed = isWithin(range, transaction) && matches(transaction);
      if (campaignId !== null && isListed) counts.set(campaignId, (counts.get(campaignId) ?? 0) + 1);
    }
  }
  return { counts, fetchedAt: fetchedAt ?? new Date(context.now).toISOString() };
}
