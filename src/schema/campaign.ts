import { resolveCampaignAnalytics } from '../resolvers/analytics.ts';
import { type Campaign, resolveConsumersReport } from '../resolvers/campaign.ts';
import { type CampaignConnection, type CampaignEdge, resolveCampaignName } from '../resolvers/campaigns.ts';
import { resolveReportedTransaction } from '../resolvers/consumer-report.ts';
import { resolveId } from '../resolvers/node.ts';
import { resolveTransactionCampaign } from '../resolvers/transaction.ts';
import { resolveCampaignTransactions } from '../resolvers/transactions.ts';
import type { ConsumerReport } from '../upstream/outbound-reporting/types.ts';
import { AnalyticsType } from './analytics.ts';
import { builder } from './builder.ts';
import { pageComplexity, UPSTREAM_CALL } from './complexity.ts';
import { connectionTypes, pageArguments } from './connection.ts';
import { DeliveryErrorType } from './delivery-error.ts';
import { FunnelType } from './funnel.ts';
import { MessageStatusType } from './message-status.ts';
import { NodeType } from './node.ts';
import { personal } from './personal.ts';
import { REPORTING_RANGE, TimeRangeInputType } from './time-range.ts';
import { TransactionConnectionType, TransactionType } from './transaction.ts';
import { TIME_ORDER, TimeOrderType, TransactionFilterType } from './transaction-filter.ts';

/** The statuses in a campaign report. */
const REPORTED_STATUSES =
  'LivePerson’s documents show DELIVERED and FAILED in a campaign report; later documents also show RESPONDED. None lists all statuses, so expect others.';

const ConsumersReportFilterType = builder.inputType('ConsumersReportFilter', {
  description: 'The consumers to return. A field that is omitted or empty excludes nothing.',
  fields: (t) => ({
    statuses: t.field({
      type: [MessageStatusType],
      description: `Only consumers whose message has one of these statuses. ${REPORTED_STATUSES}`,
    }),
  }),
});

const ConsumerReportType = builder.objectRef<ConsumerReport>('ConsumerReport').implement({
  description: 'The outcome of one message of a campaign.',
  interfaces: [NodeType],
  fields: (t) => ({
    id: t.id({
      description: 'The global id. Fetching the node again costs one call, the campaign’s whole report.',
      resolve: resolveId('ConsumerReport'),
    }),
    reportId: t.exposeString('reportId', { description: 'LivePerson’s id of this row.' }),
    consumerId: t.string(
      personal(
        'ConsumerReport.consumerId',
        'LivePerson’s id of the consumer. Null if LivePerson does not provide it.',
        ({ consumerId }: ConsumerReport) => consumerId,
      ),
    ),
    status: t.expose('status', {
      type: MessageStatusType,
      description: `How far the message got. ${REPORTED_STATUSES}`,
    }),
    statusCode: t.exposeString('statusCode', {
      description: 'LivePerson’s code for the status. Empty if LivePerson does not provide it.',
    }),
    error: t.expose('error', {
      type: DeliveryErrorType,
      nullable: true,
      description: 'Why the message failed. Null if LivePerson does not provide it.',
    }),
    transaction: t.field({
      type: TransactionType,
      nullable: true,
      description:
        'The transaction with the id `reportId` in the days of the campaign. LivePerson’s documents do not say that the ids are the same; that is our reading, so it is null if that transaction is of another campaign or consumer, or if there is none. If `limits.pagesPerConnection` upstream pages are not enough to know, it is null with the error LIMIT_EXCEEDED, which says how far the search came. For all consumers of a campaign together: one upstream call for the days of the campaign, and one for each page of their transactions until all are found.',
      complexity: UPSTREAM_CALL,
      resolve: resolveReportedTransaction,
    }),
  }),
});

const { connection: ConsumerReportConnectionType } = connectionTypes(
  'ConsumerReport',
  ConsumerReportType,
  'consumers in a campaign report',
);

/** See its description. */
export const CampaignType = builder.objectRef<Campaign>('Campaign').implement({
  description:
    'A campaign of Proactive Messaging. LivePerson has no list of campaigns: the gateway returns a campaign for any id, and its fields show whether LivePerson knows it.',
  interfaces: [NodeType],
  fields: (t) => ({
    id: t.id({ description: 'The global id.', resolve: resolveId('Campaign') }),
    campaignId: t.exposeString('campaignId', { description: 'LivePerson’s proactiveCampaignId.' }),
    analytics: t.field({
      type: AnalyticsType,
      nullable: true,
      description: 'Counts over the whole campaign. One upstream call. Null with an error if the call fails.',
      authScopes: { 'analytics:read': true },
      complexity: UPSTREAM_CALL,
      resolve: resolveCampaignAnalytics,
    }),
    consumersReport: t.field({
      type: ConsumerReportConnectionType,
      nullable: true,
      description:
        'Every message of the campaign. One upstream call, whatever the page, because LivePerson does not page this report. Null with an error if the call fails.',
      args: {
        filter: t.arg({ type: ConsumersReportFilterType, description: 'The consumers to return.' }),
        ...pageArguments,
      },
      authScopes: { 'transactions:read': true },
      complexity: pageComplexity,
      resolve: resolveConsumersReport,
    }),
    transactions: t.field({
      type: TransactionConnectionType,
      nullable: true,
      description:
        'The campaign’s transactions in a range. The upstream cannot filter by campaign, so the range’s transactions are read through: keep the range to the campaign’s days. Null, with an error, when a call fails.',
      args: {
        attempted: t.arg({ type: TimeRangeInputType, required: true, description: REPORTING_RANGE }),
        filter: t.arg({
          type: TransactionFilterType,
          description: 'Which of them to return. Its campaignIds must be empty, or have this campaign.',
        }),
        order: t.arg({ type: TimeOrderType, required: true, defaultValue: 'OLDEST_FIRST', description: TIME_ORDER }),
        ...pageArguments,
      },
      authScopes: { 'transactions:read': true },
      complexity: pageComplexity,
      resolve: resolveCampaignTransactions,
    }),
  }),
});

builder.objectField(TransactionType, 'campaign', (t) =>
  t.field({
    type: CampaignType,
    nullable: true,
    description: 'The campaign. Null if the message belongs to none.',
    resolve: resolveTransactionCampaign,
  }),
);

const { edge: CampaignEdgeType, connection } = connectionTypes<Campaign, CampaignEdge, CampaignConnection>(
  'Campaign',
  CampaignType,
  'campaigns',
);

builder.objectFields(CampaignEdgeType, (t) => ({
  transactionCount: t.int({
    description:
      'The number of transactions in the range that belong to the campaign and match the filter: `funnel.attempted`.',
    resolve: ({ funnel }) => funnel.attempted,
  }),
  funnel: t.expose('funnel', {
    type: FunnelType,
    description:
      'The funnel of these transactions; see `TransactionSummary.totals`. `Campaign.analytics` has that of the whole campaign.',
  }),
  name: t.string({
    nullable: true,
    description:
      'The name of their handoff, because campaigns have none. Null if they have no handoff, or not all the same one, or one that the account no longer lists or that has no name. One list of handoffs for all campaigns.',
    authScopes: { 'configuration:read': true },
    complexity: UPSTREAM_CALL,
    resolve: resolveCampaignName,
  }),
}));

/** A page of campaigns. */
export const CampaignConnectionType = connection;
