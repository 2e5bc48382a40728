import { type Account, resolveAccount, resolveAccounts } from '../resolvers/account.ts';
import { resolveAnalytics } from '../resolvers/analytics.ts';
import { resolveCampaign, resolveCampaignAccount } from '../resolvers/campaign.ts';
import { resolveCampaigns } from '../resolvers/campaigns.ts';
import { resolveDeflections, resolveProactiveAlerts } from '../resolvers/deflections.ts';
import { resolveHandoff, resolveHandoffChannels, resolveHandoffs } from '../resolvers/handoffs.ts';
import { resolveId } from '../resolvers/node.ts';
import { resolveAlertSkills, resolveAlertTemplates } from '../resolvers/sending.ts';
import { resolveTransactionSummary } from '../resolvers/transaction-summary.ts';
import { resolveTransactions } from '../resolvers/transactions.ts';
import { AlertTemplateType } from './alert-template.ts';
import { AnalyticsType, MessageFilterType } from './analytics.ts';
import { builder } from './builder.ts';
import { CampaignConnectionType, CampaignType } from './campaign.ts';
import { ACCOUNTS, pageComplexity, UPSTREAM_CALL } from './complexity.ts';
import { pageArguments } from './connection.ts';
import { DeflectionConnectionType } from './deflection.ts';
import { FunnelOrderType } from './funnel-order.ts';
import { HandoffConnectionType, HandoffType } from './handoff.ts';
import { HandoffChannelConnectionType } from './handoff-channel.ts';
import { MessagingChannelType } from './messaging-channel.ts';
import { NodeType } from './node.ts';
import { APP } from './outbound-app.ts';
import { ProactiveAlertRecordConnectionType } from './proactive-alert-record.ts';
import { DeflectionFilterType, ProactiveAlertFilterType } from './report-filter.ts';
import { REPORTING_RANGE, TimeRangeInputType } from './time-range.ts';
import { TransactionConnectionType } from './transaction.ts';
import { TIME_ORDER, TimeOrderType, TransactionFilterType } from './transaction-filter.ts';
import { TransactionDimensionType, TransactionSummaryType } from './transaction-summary.ts';

const AccountType = builder.objectRef<Account>('Account').implement({
  description: 'A LivePerson account. A field that costs an upstream call is null with an error if the call fails.',
  interfaces: [NodeType],
  fields: (t) => ({
    id: t.id({ description: 'The global id.', resolve: resolveId('Account') }),
    accountId: t.exposeString('accountId', { description: 'LivePerson’s account (site) id.' }),
    analytics: t.field({
      type: AnalyticsType,
      nullable: true,
      description:
        'Counts of the messages attempted in a range. One upstream call per 60 days: the gateway splits a wider range and sums the parts.',
      args: {
        app: t.arg(APP),
        attempted: t.arg({ type: TimeRangeInputType, required: true, description: REPORTING_RANGE }),
        filter: t.arg({ type: MessageFilterType, description: 'The messages to count.' }),
      },
      authScopes: { 'analytics:read': true },
      complexity: UPSTREAM_CALL,
      resolve: resolveAnalytics,
    }),
    campaign: t.field({
      type: CampaignType,
      nullable: true,
      description:
        'A campaign by its proactiveCampaignId. No upstream call: the gateway returns a campaign for any id, and its fields show whether LivePerson knows it.',
      args: {
        campaignId: t.arg.string({ required: true, description: 'The proactiveCampaignId. It must not be empty.' }),
      },
      resolve: resolveCampaign,
    }),
    campaigns: t.field({
      type: CampaignConnectionType,
      nullable: true,
      description:
        'The distinct campaigns in the transactions of a range of at most 31 days. LivePerson has no operation that lists campaigns, so the gateway reads all transactions of the range, and counts them: the funnels of the edges cost no more. LIMIT_EXCEEDED if the campaigns and their handoffs are more than `limits.countedGroups` pairs.',
      args: {
        attempted: t.arg({
          type: TimeRangeInputType,
          required: true,
          description: 'The range of attempts, at most 31 days (the gateway’s own limit) within the last 13 months.',
        }),
        filter: t.arg({ type: MessageFilterType, description: 'The transactions to count.' }),
        orderBy: t.arg({
          type: FunnelOrderType,
          description:
            'The order; by default, that in which the campaigns first appear in the transactions. While the range goes on, an order by a figure changes with it: a campaign can then be on two pages, or on none.',
        }),
        ...pageArguments,
      },
      authScopes: { 'transactions:read': true },
      complexity: pageComplexity,
      resolve: resolveCampaigns,
    }),
    transactions: t.field({
      type: TransactionConnectionType,
      nullable: true,
      description:
        'Outbound messages attempted in a range of any width, as one list. LivePerson returns at most 24 hours per call, in pages whose length it chooses; one upstream call for each page that is read.',
      args: {
        app: t.arg(APP),
        attempted: t.arg({ type: TimeRangeInputType, required: true, description: REPORTING_RANGE }),
        filter: t.arg({ type: TransactionFilterType, description: 'Which transactions to return.' }),
        order: t.arg({ type: TimeOrderType, required: true, defaultValue: 'OLDEST_FIRST', description: TIME_ORDER }),
        ...pageArguments,
      },
      authScopes: { 'transactions:read': true },
      complexity: pageComplexity,
      resolve: resolveTransactions,
    }),
    transactionSummary: t.field({
      type: TransactionSummaryType,
      nullable: true,
      description:
        'Counts of the transactions of a range of any width, in groups. One upstream call for each page of LivePerson’s that a list of the whole range would read; both share what is cached. A request reads no further after `limits.pagesPerConnection` pages, or when little of its time is left; the next one with the same arguments (but for `orderBy` and `first`) goes on from there. LIMIT_EXCEEDED if there are more groups than `limits.countedGroups`.',
      args: {
        app: t.arg(APP),
        attempted: t.arg({ type: TimeRangeInputType, required: true, description: REPORTING_RANGE }),
        filter: t.arg({ type: TransactionFilterType, description: 'Which transactions to count.' }),
        by: t.arg({
          type: [TransactionDimensionType],
          required: true,
          description: 'The dimensions to group by. If there is none, all transactions are one group.',
        }),
        orderBy: t.arg({
          type: FunnelOrderType,
          description: 'The order of the groups; by default, the most attempted first.',
        }),
        first: t.arg.int({ description: 'The number of groups to return: 1 to 1000, by default 50.' }),
      },
      authScopes: { 'transactions:read': true },
      complexity: pageComplexity,
      resolve: resolveTransactionSummary,
    }),
    handoffs: t.field({
      type: HandoffConnectionType,
      nullable: true,
      description:
        'What Proactive Messaging is configured to send. One upstream call per 100 handoffs from the start of the list to the end of the page (more if LivePerson returns fewer at a time), and one more if the page reaches the end of the list: LivePerson provides no total, and only an empty page marks the end.',
      args: {
        channel: t.arg({
          type: MessagingChannelType,
          description: 'Only handoffs that have this channel. They are returned with all their channels.',
        }),
        ...pageArguments,
      },
      authScopes: { 'configuration:read': true },
      complexity: pageComplexity,
      resolve: resolveHandoffs,
    }),
    handoffChannels: t.field({
      type: HandoffChannelConnectionType,
      nullable: true,
      description:
        'What Proactive Messaging is configured to send on one channel, without the handoffs: LivePerson does not provide them in this list. To get the handoffs, use `handoffs(channel:)`. As many upstream calls as `handoffs`.',
      args: {
        channel: t.arg({
          type: MessagingChannelType,
          required: true,
          description: 'The channel. It must not be OTHER.',
        }),
        ...pageArguments,
      },
      authScopes: { 'configuration:read': true },
      complexity: pageComplexity,
      resolve: resolveHandoffChannels,
    }),
    handoff: t.field({
      type: HandoffType,
      nullable: true,
      description:
        'A handoff by its id. Null if the account has no such handoff. LivePerson can only list handoffs, so the gateway reads the list until it finds this one.',
      args: {
        handoffId: t.arg.string({
          required: true,
          description: 'The id, for example H000000000000001. It must not be empty.',
        }),
      },
      authScopes: { 'configuration:read': true },
      complexity: UPSTREAM_CALL,
      resolve: resolveHandoff,
    }),
    deflections: t.field({
      type: DeflectionConnectionType,
      nullable: true,
      description:
        'Phone calls that were offered a deflection, in a range of at most 31 days. One upstream call. The account needs OAuth 1 credentials.',
      args: {
        during: t.arg({
          type: TimeRangeInputType,
          required: true,
          description: 'The range, at most 31 days (the gateway’s own limit).',
        }),
        filter: t.arg({ type: DeflectionFilterType, description: 'The calls to return.' }),
        ...pageArguments,
      },
      authScopes: { 'deflections:read': true },
      complexity: pageComplexity,
      resolve: resolveDeflections,
    }),
    proactiveAlerts: t.field({
      type: ProactiveAlertRecordConnectionType,
      nullable: true,
      description:
        'Alerts sent in a range of at most 31 days, with their current status. One upstream call. The account needs OAuth 1 credentials. LivePerson does not document the response. If the gateway does not understand it, the error is UPSTREAM_MALFORMED; if it is empty, this is null without an error. Neither means that nothing was sent; only an empty list does.',
      args: {
        during: t.arg({
          type: TimeRangeInputType,
          required: true,
          description: 'The range, at most 31 days (the gateway’s own limit).',
        }),
        filter: t.arg({ type: ProactiveAlertFilterType, description: 'The alerts to return.' }),
        ...pageArguments,
      },
      authScopes: { 'deflections:read': true },
      complexity: pageComplexity,
      resolve: resolveProactiveAlerts,
    }),
    alertSkills: t.stringList({
      nullable: true,
      description:
        'The skills that an alert of this account may name; `sendProactiveAlert` refuses others. Null if the gateway’s configuration lists none: then it refuses none. No upstream call.',
      authScopes: { 'alerts:send': true },
      resolve: resolveAlertSkills,
    }),
    alertTemplates: t.field({
      type: [AlertTemplateType],
      nullable: true,
      description:
        'The templates that an alert of this account may name; `sendProactiveAlert` refuses others, and variables that a template does not have. Null if the gateway’s configuration lists none: then it refuses none. No upstream call.',
      authScopes: { 'alerts:send': true },
      resolve: resolveAlertTemplates,
    }),
  }),
});

builder.objectField(CampaignType, 'account', (t) =>
  t.field({
    type: AccountType,
    description: 'The account that the campaign belongs to.',
    resolve: resolveCampaignAccount,
  }),
);

const ACCOUNT_ID = { required: true, description: 'LivePerson’s account (site) id.' } as const;

builder.queryFields((t) => ({
  account: t.field({
    type: AccountType,
    nullable: true,
    description:
      'An account. Null with the error NOT_FOUND if the gateway does not serve it, or the caller may not see it.',
    args: { accountId: t.arg.string(ACCOUNT_ID) },
    resolve: resolveAccount,
  }),
  accounts: t.field({
    type: [AccountType],
    description: 'Every account that the caller may see.',
    complexity: { field: 1, multiplier: ACCOUNTS },
    resolve: resolveAccounts,
  }),
}));

builder.subscriptionFields((t) => ({
  account: t.field({
    type: AccountType,
    nullable: true,
    description:
      'The field `account` of queries, as a live query: the first event has its answer, and each later one an answer that differs from the one before. The gateway asks again when the answer is no longer fresh, once for all subscribers with the same rights.',
    args: { accountId: t.arg.string(ACCOUNT_ID) },
    // src/graphql runs subscriptions as queries, again and again.
    subscribe: () => Promise.reject(new Error('A subscription was not run as a query.')),
    resolve: resolveAccount,
  }),
}));
