import { type Account, resolveAccount, resolveAccounts } from '../resolvers/account.ts';
import { resolveAnalytics } from '../resolvers/analytics.ts';
import { resolveCampaign, resolveCampaignAccount } from '../resolvers/campaign.ts';
import { resolveCampaigns } from '../resolvers/campaigns.ts';
import { resolveDeflections, resolveProactiveAlerts } from '../resolvers/deflections.ts';
import { resolveHandoff, resolveHandoffChannels, resolveHandoffs } from '../resolvers/handoffs.ts';
import { resolveId } from '../resolvers/node.ts';
import { resolveTransactions } from '../resolvers/transactions.ts';
import { AnalyticsType, MessageFilterType } from './analytics.ts';
import { builder } from './builder.ts';
import { CampaignConnectionType, CampaignType } from './campaign.ts';
import { ACCOUNTS, pageComplexity, UPSTREAM_CALL } from './complexity.ts';
import { pageArguments } from './connection.ts';
import { DeflectionConnectionType } from './deflection.ts';
import { HandoffConnectionType, HandoffType } from './handoff.ts';
import { HandoffChannelConnectionType } from './handoff-channel.ts';
import { MessagingChannelType } from './messaging-channel.ts';
import { NodeType } from './node.ts';
import { OutboundAppType } from './outbound-app.ts';
import { ProactiveAlertRecordConnectionType } from './proactive-alert-record.ts';
import { DeflectionFilterType, ProactiveAlertFilterType } from './report-filter.ts';
import { TimeRangeInputType } from './time-range.ts';
import { TransactionConnectionType } from './transaction.ts';
import { TimeOrderType, TransactionFilterType } from './transaction-filter.ts';

const REPORTING_RANGE = 'The range of attempts, within the last 13 months.';

const AccountType = builder.objectRef<Account>('Account').implement({
  description:
    'One LivePerson account. Its fields that cost an upstream call are null, with an error, when the call fails.',
  interfaces: [NodeType],
  fields: (t) => ({
    id: t.id({ description: 'The global id.', resolve: resolveId('Account') }),
    accountId: t.exposeString('accountId', { description: 'LivePerson’s account (site) id.' }),
    analytics: t.field({
      type: AnalyticsType,
      nullable: true,
      description:
        'Counts of messages attempted in a range. One upstream call per 60 days; wider ranges are split and summed.',
      args: {
        app: t.arg({
          type: OutboundAppType,
          required: true,
          defaultValue: 'PROACTIVE_MESSAGING',
          description: 'The service.',
        }),
        attempted: t.arg({ type: TimeRangeInputType, required: true, description: REPORTING_RANGE }),
        filter: t.arg({ type: MessageFilterType, description: 'Which messages count.' }),
      },
      authScopes: { 'analytics:read': true },
      complexity: UPSTREAM_CALL,
      resolve: resolveAnalytics,
    }),
    campaign: t.field({
      type: CampaignType,
      nullable: true,
      description:
        'A campaign by its proactiveCampaignId. No upstream call, so there is always one: its fields tell whether the upstream knows it.',
      args: { campaignId: t.arg.string({ required: true, description: 'The proactiveCampaignId; not empty.' }) },
      resolve: resolveCampaign,
    }),
    campaigns: t.field({
      type: CampaignConnectionType,
      nullable: true,
      description:
        'The distinct campaigns in the transactions of a range of at most 31 days. No upstream operation lists campaigns, so all transactions of the range are read.',
      args: {
        attempted: t.arg({
          type: TimeRangeInputType,
          required: true,
          description:
            'The range of attempts, at most 31 days within the last 13 months. The 31 days are a limit of the gateway.',
        }),
        filter: t.arg({ type: MessageFilterType, description: 'Which transactions count.' }),
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
        'Outbound messages attempted in a range of any width, as one list. The upstream gives 24 hours at a time, in pages of its own length; one call for each that is read.',
      args: {
        app: t.arg({
          type: OutboundAppType,
          required: true,
          defaultValue: 'PROACTIVE_MESSAGING',
          description: 'The service.',
        }),
        attempted: t.arg({ type: TimeRangeInputType, required: true, description: REPORTING_RANGE }),
        filter: t.arg({ type: TransactionFilterType, description: 'Which transactions are wanted.' }),
        order: t.arg({
          type: TimeOrderType,
          required: true,
          defaultValue: 'OLDEST_FIRST',
          description: 'The order of the days.',
        }),
        ...pageArguments,
      },
      authScopes: { 'transactions:read': true },
      complexity: pageComplexity,
      resolve: resolveTransactions,
    }),
    handoffs: t.field({
      type: HandoffConnectionType,
      nullable: true,
      description:
        'What Proactive Messaging is configured to send. One upstream call per 100 handoffs from the first to the end of the page (more calls if LivePerson gives fewer at once), and one more where the end of the list is reached: LivePerson provides no total, and only an empty page is its end.',
      args: {
        channel: t.arg({
          type: MessagingChannelType,
          description: 'Only handoffs with this channel. They have all their channels.',
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
        'What Proactive Messaging is configured to send on one channel: the channels alone, because LivePerson lists them by channel without their handoffs. For the handoffs use handoffs(channel:). It costs as many calls.',
      args: {
        channel: t.arg({ type: MessagingChannelType, required: true, description: 'The channel; not OTHER.' }),
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
        'A handoff by its id; null if the account has no such handoff. LivePerson only lists handoffs, so the list is read until it is found.',
      args: {
        handoffId: t.arg.string({ required: true, description: 'The id, such as H000000000000001; not empty.' }),
      },
      authScopes: { 'configuration:read': true },
      complexity: UPSTREAM_CALL,
      resolve: resolveHandoff,
    }),
    deflections: t.field({
      type: DeflectionConnectionType,
      nullable: true,
      description:
        'Calls that were offered a deflection in a range of at most 31 days. One call. Needs OAuth 1 credentials.',
      args: {
        during: t.arg({
          type: TimeRangeInputType,
          required: true,
          description: 'The range, at most 31 days: a limit of the gateway.',
        }),
        filter: t.arg({ type: DeflectionFilterType, description: 'Which calls are wanted.' }),
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
        'Alerts sent in a range of at most 31 days, with their current status. One call. Needs OAuth 1 credentials. No document shows LivePerson’s answer: one that the gateway does not understand is the error UPSTREAM_MALFORMED, and an empty one is null without an error. Neither says that nothing was sent; only an empty list does.',
      args: {
        during: t.arg({
          type: TimeRangeInputType,
          required: true,
          description: 'The range, at most 31 days: a limit of the gateway.',
        }),
        filter: t.arg({ type: ProactiveAlertFilterType, description: 'Which alerts are wanted.' }),
        ...pageArguments,
      },
      authScopes: { 'deflections:read': true },
      complexity: pageComplexity,
      resolve: resolveProactiveAlerts,
    }),
  }),
});

builder.objectField(CampaignType, 'account', (t) =>
  t.field({ type: AccountType, description: 'The account that it belongs to.', resolve: resolveCampaignAccount }),
);

builder.queryFields((t) => ({
  account: t.field({
    type: AccountType,
    nullable: true,
    description: 'An account; null, with an error of code NOT_FOUND, when the gateway serves no such account.',
    args: { accountId: t.arg.string({ required: true, description: 'LivePerson’s account (site) id.' }) },
    resolve: resolveAccount,
  }),
  accounts: t.field({
    type: [AccountType],
    description: 'Every account that the caller may see.',
    complexity: { field: 1, multiplier: ACCOUNTS },
    resolve: resolveAccounts,
  }),
}));
