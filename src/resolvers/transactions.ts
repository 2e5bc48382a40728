import type { Context } from '../request/context.ts';
import type { OutboundApp } from '../upstream/outbound-reporting/types.ts';
import { type Account, accountLoaders } from './account.ts';
import type { Campaign } from './campaign.ts';
import { badUserInput } from './client-error.ts';
import type { PageArguments } from './page-arguments.ts';
import { reportingRange, type TimeRangeInput } from './time-range.ts';
import { type TransactionConnection, transactionConnection } from './transaction-connection.ts';
import { normalized, type TimeOrder, type TransactionFilterInput } from './transaction-list.ts';

/** The arguments of a list of transactions. */
type ListArguments = PageArguments & {
  readonly attempted: TimeRangeInput;
  readonly filter?: TransactionFilterInput | null | undefined;
  readonly order: TimeOrder;
};

/** `Account.transactions`. Price: one call per upstream page that is read. */
export function resolveTransactions(
  { accountId }: Account,
  args: ListArguments & { readonly app: OutboundApp },
  context: Context,
): Promise<TransactionConnection> {
  const { app, order } = args;
  const attempted = reportingRange('attempted', args.attempted, context);
  const filter = normalized(args.filter ?? {}, context);
  return transactionConnection({ accountId, app, attempted, filter, order }, args, context);
}

/**
 * `Campaign.transactions`. Throws if the filter names other campaigns only: the range would be read for nothing. Price: one
 * call per upstream page that is read.
 */
export function resolveCampaignTransactions(
  { accountId, campaignId }: Campaign,
  args: ListArguments,
  context: Context,
): Promise<TransactionConnection> {
  const { campaignIds } = args.filter ?? {};
  if (campaignIds?.length && !campaignIds.includes(campaignId)) {
    throw badUserInput('filter.campaignIds does not have this campaign, so nothing would match. Leave it out.');
  }
  const filter = { ...args.filter, campaignIds: [campaignId] };
  return resolveTransactions({ accountId }, { ...args, app: 'PROACTIVE_MESSAGING', filter }, context);
}

/** `TransactionConnection.attemptedCount`. Null under filters that only the gateway applies. Price: one call per 60 days. */
export async function resolveAttemptedCount(
  { list }: TransactionConnection,
  _args: object,
  context: Context,
): Promise<number | null> {
  const { accountId, app, attempted } = list;
  const { channels, skills, ...others } = list.filter;
  if (Object.values(others).some(({ length }) => length > 0)) return null;
  const query = { app, range: attempted.range, filter: { channels, skills } };
  const { rows } = await accountLoaders(accountId, context).loadAnalytics(query);
  return rows.reduce((total, { funnel }) => total + funnel.attempted, 0);
}
