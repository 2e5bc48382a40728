import type { Context } from '../request/context.ts';
import type { OutboundApp } from '../upstream/outbound-reporting/types.ts';
import { type Account, accountLoaders } from './account.ts';
import type { PageArguments } from './page-arguments.ts';
import { reportingRange, type TimeRangeInput } from './time-range.ts';
import { type TransactionConnection, transactionConnection } from './transaction-connection.ts';
import { normalized, type TimeOrder, type TransactionFilterInput } from './transaction-list.ts';

/** `Account.transactions`. Price: one call per upstream page that is read. */
export function resolveTransactions(
  { accountId }: Account,
  args: PageArguments & {
    readonly app: OutboundApp;
    readonly attempted: TimeRangeInput;
    readonly filter?: TransactionFilterInput | null | undefined;
    readonly order: TimeOrder;
  },
  context: Context,
): Promise<TransactionConnection> {
  const { app, order } = args;
  const range = reportingRange('attempted', args.attempted, context.now);
  return transactionConnection(
    { accountId, app, range, filter: normalized(args.filter ?? {}, context), order },
    args,
    context,
  );
}

/** `Campaign.transactions`. Price: one call per upstream page that is read. */
export function resolveCampaignTransactions(
  campaign: { readonly accountId: string; readonly campaignId: string },
  args: PageArguments & { readonly attempted: TimeRangeInput },
  context: Context,
): Promise<TransactionConnection> {
  const filter = { campaignIds: [campaign.campaignId] };
  const account = { accountId: campaign.accountId };
  return resolveTransactions(account, { ...args, app: 'PROACTIVE_MESSAGING', order: 'OLDEST_FIRST', filter }, context);
}

/** `TransactionConnection.attemptedCount`. Null under filters that only the gateway applies. Price: one call per 60 days. */
export async function resolveAttemptedCount(
  { list }: TransactionConnection,
  _args: object,
  context: Context,
): Promise<number | null> {
  const { accountId, app, range } = list;
  const { channels, skills, ...others } = list.filter;
  if (Object.values(others).some(({ length }) => length > 0)) return null;
  const query = { app, range, filter: { channels, skills } };
  const { rows } = await accountLoaders(accountId, context).loadAnalytics(query);
  return rows.reduce((total, { funnel }) => total + funnel.attempted, 0);
}
