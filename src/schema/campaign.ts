import { type Campaign, resolveCampaignAnalytics, resolveConsumersReport } from '../resolvers/campaign.ts';
import type { CampaignConnection, CampaignEdge } from '../resolvers/campaigns.ts';
import { resolveId } from '../resolvers/node.ts';
import { resolveTransactionCampaign } from '../resolvers/transaction.ts';
import { resolveCampaignTransactions } from '../resolvers/transactions.ts';
import type { ConsumerReport } from '../upstream/outbound-reporting/types.ts';
import { AnalyticsType } from './analytics.ts';
import { builder } from './builder.ts';
import { pageComplexity, UPSTREAM_CALL } from './complexity.ts';
import { connectionTypes, pageArguments } from './connection.ts';
import { DeliveryErrorType } from './delivery-error.ts';
import { MessageStatusType } from './message-status.ts';
import { NodeType } from './node.ts';
import { personal } from './personal.ts';
import { TimeRangeInputType } from './time-range.ts';
import { TransactionConnectionType, TransactionType } from './transaction.ts';

/** Which statuses a campaign report has. */
const REPORTED_STATUSES =
  'LivePerson’s documents show DELIVERED and FAILED in a campaign report, later ones RESPONDED, too. None lists all, so expect any other.';

const ConsumersReportFilterType = builder.inputType('ConsumersReportFilter', {
  description: 'Which consumers of a report are wanted. What is left out or empty lets everyone through.',
  fields: (t) => ({
    statuses: t.field({
      type: [MessageStatusType],
      description: `Only messages of these statuses. ${REPORTED_STATUSES}`,
    }),
  }),
});

const ConsumerReportType = builder.objectRef<ConsumerReport>('ConsumerReport').implement({
  description: 'What became of one message of a campaign.',
  fields: (t) => ({
    reportId: t.exposeString('reportId', { description: 'The upstream’s id of this row.' }),
    consumerId: t.string(
      personal(
        'ConsumerReport.consumerId',
        'LivePerson’s id of the consumer; null when not known.',
        ({ consumerId }: ConsumerReport) => consumerId,
      ),
    ),
    status: t.expose('status', {
      type: MessageStatusType,
      description: `How far the message came. ${REPORTED_STATUSES}`,
    }),
    statusCode: t.exposeString('statusCode', { description: 'The upstream’s own status; empty when it sent none.' }),
    error: t.expose('error', {
      type: DeliveryErrorType,
      nullable: true,
      description: 'Why it failed; null when the upstream names no error.',
    }),
  }),
});

const { connection: ConsumerReportConnectionType } = connectionTypes(
  'ConsumerReport',
  ConsumerReportType,
  'the consumers of a campaign report',
);

/** See its description. */
export const CampaignType = builder.objectRef<Campaign>('Campaign').implement({
  description:
    'One campaign of Proactive Messaging. The upstream has no list of campaigns: a node exists once asked for, and its fields tell whether the upstream knows it.',
  interfaces: [NodeType],
  fields: (t) => ({
    id: t.id({ description: 'The global id.', resolve: resolveId('Campaign') }),
    campaignId: t.exposeString('campaignId', { description: 'The upstream’s proactiveCampaignId.' }),
    analytics: t.field({
      type: AnalyticsType,
      nullable: true,
      description: 'Counts over the campaign’s whole span. One upstream call; null, with an error, when it fails.',
      authScopes: { 'analytics:read': true },
      complexity: UPSTREAM_CALL,
      resolve: resolveCampaignAnalytics,
    }),
    consumersReport: t.field({
      type: ConsumerReportConnectionType,
      nullable: true,
      description:
        'Every message of the campaign. One upstream call whatever the page, because the upstream does not page it; null, with an error, when it fails.',
      args: {
        filter: t.arg({ type: ConsumersReportFilterType, description: 'Which consumers are wanted.' }),
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
        'The campaign’s transactions in a range, oldest first. The upstream cannot filter by campaign, so the range’s transactions are read through: keep the range to the campaign’s days. Null, with an error, when a call fails.',
      args: {
        attempted: t.arg({
          type: TimeRangeInputType,
          required: true,
          description: 'The range of attempts, within the last 13 months.',
        }),
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
    description: 'Its campaign; null when it belongs to none.',
    resolve: resolveTransactionCampaign,
  }),
);

const { edge: CampaignEdgeType, connection } = connectionTypes<Campaign, CampaignEdge, CampaignConnection>(
  'Campaign',
  CampaignType,
  'campaigns, in the order in which their transactions were first seen',
);

builder.objectField(CampaignEdgeType, 'transactionCount', (t) =>
  t.exposeInt('transactionCount', {
    description: 'How many transactions of the range belong to the campaign, under the same filter.',
  }),
);

/** A page of campaigns. */
export const CampaignConnectionType = connection;
