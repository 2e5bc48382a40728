import { makeExecutableSchema } from '@graphql-tools/schema';
import DataLoader from 'dataloader';
import { Agent, request } from 'undici';
import type { WireAnalytics, WireAnalyticsRow, WirePage, WireTransaction } from './upstream-data.ts';

/** The part of the gateway's graph that the queries ask for, written by hand as a good developer would: nothing is kept. */
const typeDefs = `
  scalar DateTime
  scalar Date
  enum MessagingChannel { SMS WHATSAPP IN_APP }
  enum MessageStatus { ATTEMPTED ELIGIBLE SENT DELIVERED READ RESPONDED FAILED SKIPPED CANCELLED }
  input TimeRangeInput { start: DateTime! end: DateTime! }
  type Query { account(accountId: String!): Account }
  type Account {
    analytics(attempted: TimeRangeInput!): Analytics
    transactions(attempted: TimeRangeInput!, first: Int!): TransactionConnection
  }
  type Analytics { rows: [AnalyticsRow!]! totals: Funnel! }
  type AnalyticsRow { channel: MessagingChannel! skill: String! day: Date funnel: Funnel! }
  type Funnel {
    attempted: Int! sent: Int! delivered: Int! read: Int! failed: Int! conversationsCreated: Int!
    csat: Float responseRate: Float
  }
  type TransactionConnection { nodes: [Transaction!]! pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean! }
  type Transaction {
    transactionId: String! channel: MessagingChannel! skill: String status: MessageStatus! attemptedTime: DateTime!
    sentTime: DateTime deliveredTime: DateTime readTime: DateTime campaignId: String handoffId: String
    campaign: Campaign
  }
  type Campaign { campaignId: String! analytics: Analytics }
`;

/** What the resolvers of one request share. */
export type Context = {
  readonly upstream: Upstream;
  readonly campaigns: DataLoader<Campaign, AnalyticsModel, string>;
};

/** Reads a path of the upstream, with a JSON body where the document wants one. */
export type Upstream = (path: string, body?: string) => Promise<unknown>;

type TimeRange = { readonly start: string; readonly end: string };
type Campaign = { readonly accountId: string; readonly campaignId: string };
type Funnel = ReturnType<typeof funnelOf>;
type AnalyticsModel = { readonly rows: readonly { readonly funnel: Funnel }[] };
type Account = { readonly accountId: string };

/** The upstream at a base URL. `onText` gets each answer. */
export function createUpstream(baseUrl: string, onText?: (text: string) => void): Upstream {
  const dispatcher = new Agent({ connections: 32 });
  return async (path, body) => {
    const headers = { authorization: 'Bearer bench', 'content-type': 'application/json' };
    const response = await request(baseUrl + path, {
      dispatcher,
      method: 'GET',
      headers,
      ...(body !== undefined && { body }),
    });
    const text = await response.body.text();
    if (response.statusCode !== 200) throw new Error(`The upstream answered ${response.statusCode}`);
    onText?.(text);
    return JSON.parse(text);
  };
}

/** The context of one request. */
export function createContext(upstream: Upstream): Context {
  const load = async ({ accountId, campaignId }: Campaign) =>
    analyticsOf(await upstream(`/api/account/${accountId}/app/prmsg/campaigns/${campaignId}/analytics/`));
  return {
    upstream,
    campaigns: new DataLoader((keys) => Promise.all(keys.map(load)), {
      cacheKeyFn: ({ accountId, campaignId }) => `${accountId}/${campaignId}`,
    }),
  };
}

/** The schema with its resolvers. */
export const schema = makeExecutableSchema<Context>({
  typeDefs,
  resolvers: {
    Query: { account: (_, { accountId }: Account) => ({ accountId }) },
    Account: {
      async analytics({ accountId }: Account, { attempted }: { attempted: TimeRange }, { upstream }) {
        const lastMs = Date.parse(attempted.end) - 1;
        const search = `attemptedStartTime=${Date.parse(attempted.start)}&attemptedEndTime=${lastMs}`;
        return analyticsOf(await upstream(`/api/account/${accountId}/app/prmsg/analytics/?${search}`));
      },
      async transactions(
        { accountId }: Account,
        { attempted, first }: { attempted: TimeRange; first: number },
        { upstream },
      ) {
        const search = `attemptedStartTime=${Date.parse(attempted.start)}&attemptedEndTime=${Date.parse(attempted.end)}`;
        const path = `/api/account/${accountId}/app/prmsg/transactions/?${search}`;
        const rows: WireTransaction[] = [];
        let offset = 0;
        do {
          const answer = (await upstream(offset === 0 ? path : `${path}&offset=${offset}`, '{}')) as WirePage;
          rows.push(...answer.transactions);
          offset = answer.page.nextOffset;
        } while (offset > 0 && rows.length <= first);
        const nodes = rows.slice(0, first).map((row) => transactionOf(accountId, row));
        return { nodes, pageInfo: { hasNextPage: rows.length > first } };
      },
    },
    Analytics: { totals: ({ rows }: AnalyticsModel) => totalsOf(rows.map(({ funnel }) => funnel)) },
    Funnel: {
      responseRate: ({ conversationsCreated, sent }: Funnel) => (sent === 0 ? null : conversationsCreated / sent),
    },
    Campaign: { analytics: (campaign: Campaign, _, { campaigns }) => campaigns.load(campaign) },
  },
});

const CHANNELS: Readonly<Record<string, string>> = { sms: 'SMS', wa: 'WHATSAPP', inapp: 'IN_APP' };

function analyticsOf(answer: unknown) {
  return {
    rows: (answer as WireAnalytics).analytics.map((row) => {
      const [month, day, year] = row.transactionday.split('-');
      const { channel, skill } = row;
      return { channel: CHANNELS[channel], skill, day: `${year}-${month}-${day}`, funnel: funnelOf(row) };
    }),
  };
}

function funnelOf(row: WireAnalyticsRow) {
  const { attempted, sent, delivered, read, failed } = row;
  const csat = Number(row.csat);
  return { attempted, sent, delivered, read, failed, conversationsCreated: row.conversationscreated, csat };
}

function totalsOf(funnels: readonly Funnel[]) {
  const totals = { attempted: 0, sent: 0, delivered: 0, read: 0, failed: 0, conversationsCreated: 0, csat: null };
  for (const funnel of funnels) {
    totals.attempted += funnel.attempted;
    totals.sent += funnel.sent;
    totals.delivered += funnel.delivered;
    totals.read += funnel.read;
    totals.failed += funnel.failed;
    totals.conversationsCreated += funnel.conversationsCreated;
  }
  return totals;
}

function transactionOf(accountId: string, row: WireTransaction) {
  const campaignId = row.proactiveCampaignId;
  return {
    transactionId: row.transactionId,
    channel: CHANNELS[row.channel],
    skill: row.skill,
    status: statusOf(row),
    attemptedTime: row.attemptedTime,
    sentTime: row.sentTime,
    deliveredTime: row.deliveredTime,
    readTime: row.readTime,
    campaignId,
    handoffId: row.handOffId,
    campaign: campaignId === null ? null : { accountId, campaignId },
  };
}

function statusOf(row: WireTransaction): string {
  if (row.failedTime !== null || row.errorCode !== null) return 'FAILED';
  if (row.skippedTime !== null) return 'SKIPPED';
  if (row.cancelledTime !== null) return 'CANCELLED';
  if (row.conversationsCreatedTime !== null) return 'RESPONDED';
  if (row.readTime !== null) return 'READ';
  if (row.deliveredTime !== null) return 'DELIVERED';
  if (row.sentTime !== null) return 'SENT';
  return row.eligibleTime !== null ? 'ELIGIBLE' : 'ATTEMPTED';
}
