import type { Context } from '../request/context.ts';
import type { Funnel } from '../upstream/outbound-reporting/types.ts';
import type { Account } from './account.ts';
import type { MessageFilterInput } from './analytics-question.ts';
import type { Campaign } from './campaign.ts';
import type { Connection, Edge } from './connection.ts';
import { countTransactions } from './count-transactions.ts';
import { type FunnelOrder, inFunnelOrder } from './funnel.ts';
import { listConnection } from './list-connection.ts';
import type { PageArguments } from './page-arguments.ts';
import { addTally, emptyTally, funnelOf } from './tally.ts';
import { boundedRange, reportingRange, type TimeRangeInput } from './time-range.ts';
import { resolveTransactionHandoff } from './transaction.ts';
import type { TransactionCount } from './transaction-count.ts';
import { valuesOf } from './transaction-dimensions.ts';
import { cursorIdentity, normalized } from './transaction-list.ts';

/** A campaign, and what the transactions of a range say of it. */
type CountedCampaign = Campaign & {
  readonly funnel: Funnel;
  /** The handoff of all its transactions; null if they have none, or several. */
  readonly handoffId: string | null;
};

/** A campaign, and the funnel of its transactions in a range. */
export type CampaignEdge = Edge<Campaign> & Pick<CountedCampaign, 'accountId' | 'funnel' | 'handoffId'>;

/** A page of campaigns. */
export type CampaignConnection = Connection<Campaign, CampaignEdge>;

/** The widest range in days: the gateway reads all its transactions, so it has a limit of its own. */
const MAX_DAYS = 31;

const nameOf = ({ campaignId }: Campaign) => campaignId;

/**
 * `Account.campaigns`: the distinct campaigns of the transactions in a range, in the order in which they first appear,
 * or of a figure of their funnels. Price: one call per upstream page of the whole range, because no operation lists
 * campaigns.
 */
export async function resolveCampaigns(
  { accountId }: Account,
  args: PageArguments & {
    readonly attempted: TimeRangeInput;
    readonly filter?: MessageFilterInput | null | undefined;
    readonly orderBy?: FunnelOrder | null | undefined;
  },
  context: Context,
): Promise<CampaignConnection> {
  const attempted = boundedRange('attempted', reportingRange('attempted', args.attempted, context), MAX_DAYS);
  const filter = normalized(args.filter ?? {}, context);
  const orderBy = args.orderBy ?? null;
  const list = { accountId, app: 'PROACTIVE_MESSAGING', attempted, filter } as const;
  const load = async () => {
    const count = await countTransactions({ list, by: ['CAMPAIGN', 'HANDOFF'], inParts: false }, context);
    const campaigns = campaignsOf(accountId, count);
    const items = orderBy === null ? campaigns : inFunnelOrder(campaigns, orderBy, nameOf);
    return { items, fetchedAt: count.fetchedAt ?? new Date(context.now).toISOString() };
  };
  const identity = [
    'campaigns',
    accountId,
    attempted.identity,
    cursorIdentity(filter),
    ...(orderBy === null ? [] : [orderBy]),
  ];
  const page = await listConnection({ load, nameOf, identity }, args);
  return { ...page, edges: () => page.edges().map((edge) => ({ ...edge.node, ...edge })) };
}

/** `CampaignEdge.name`: that of the handoff. Null if there is none. Price: one list of handoffs for all. */
export async function resolveCampaignName(edge: CampaignEdge, args: object, context: Context): Promise<string | null> {
  const handoff = await resolveTransactionHandoff(edge, args, context);
  return handoff?.name ?? null;
}

/** The campaigns of transactions that were counted by campaign and handoff. */
function campaignsOf(accountId: string, { groups }: TransactionCount): readonly CountedCampaign[] {
  const counted = [...groups].map(([name, tally]) => ({ ...valuesOf(name), tally }));
  const campaigns = Map.groupBy(counted, ({ campaignId }) => campaignId);
  campaigns.delete(null);
  return [...campaigns].map(([campaignId, parts]) => {
    const sum = emptyTally();
    for (const { tally } of parts) addTally(sum, tally);
    const handoffId = parts.length === 1 ? (parts[0]?.handoffId ?? null) : null;
    return { accountId, campaignId: campaignId as string, funnel: funnelOf(sum), handoffId };
  });
}
