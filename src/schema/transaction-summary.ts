import { resolveTransactionCampaign, resolveTransactionHandoff } from '../resolvers/transaction.ts';
import type { ErrorMeaning, TransactionDimension } from '../resolvers/transaction-dimensions.ts';
import type { TransactionGroup, TransactionSummary } from '../resolvers/transaction-summary.ts';
import { builder } from './builder.ts';
import { CampaignType } from './campaign.ts';
import { PAGE_ITEMS, UPSTREAM_CALL } from './complexity.ts';
import { FETCHED_AT } from './fetched-at.ts';
import { FunnelType } from './funnel.ts';
import { HandoffType } from './handoff.ts';
import { MessageStatusType } from './message-status.ts';
import { MessagingChannelType } from './messaging-channel.ts';
import { TimeRangeType } from './time-range.ts';

/** See its description. */
export const TransactionDimensionType = builder.enumType('TransactionDimension', {
  description: 'A dimension by which transactions can be grouped.',
  values: {
    ERROR: { description: 'The source and code of the error, with their meaning.' },
    CAMPAIGN: { description: 'The campaign.' },
    HANDOFF: { description: 'The handoff.' },
    SKILL: { description: 'The skill that the messages were sent for.' },
    CHANNEL: { description: 'The channel that was finally used.' },
    STATUS: { description: 'How far the messages got.' },
    DAY: { description: 'The day of the attempt in the time zone of the range.' },
    HOUR: { description: 'The hour of the attempt in the time zone of the range.' },
  } satisfies Record<TransactionDimension, { description: string }>,
});

const ErrorMeaningType = builder.objectRef<ErrorMeaning>('ErrorMeaning').implement({
  description:
    'Why messages failed: a DeliveryError without the message, which differs from one recipient to the next.',
  fields: (t) => ({
    source: t.exposeString('source', {
      nullable: true,
      description: 'The system that failed. Null if LivePerson does not provide it.',
    }),
    code: t.exposeString('code', {
      nullable: true,
      description: 'The error code, which is not always a number. Null if LivePerson does not provide it.',
    }),
    meaning: t.exposeString('meaning', {
      nullable: true,
      description:
        'The meaning of this source and code in LivePerson’s error dictionary, in our words. Null if the dictionary does not have the pair.',
    }),
  }),
});

const TransactionGroupType = builder.objectRef<TransactionGroup>('TransactionGroup').implement({
  description:
    'The transactions that have the same values in the requested dimensions. The fields of the other dimensions are null.',
  fields: (t) => ({
    error: t.expose('error', {
      type: ErrorMeaningType,
      nullable: true,
      description: 'Why they failed. Null if they have no error, or are not grouped by ERROR.',
    }),
    campaign: t.field({
      type: CampaignType,
      nullable: true,
      description: 'Their campaign. Null if they belong to none, or are not grouped by CAMPAIGN.',
      resolve: resolveTransactionCampaign,
    }),
    handoffId: t.exposeString('handoffId', {
      nullable: true,
      description: 'The id of their handoff. Null if they have none, or are not grouped by HANDOFF.',
    }),
    handoff: t.field({
      type: HandoffType,
      nullable: true,
      description:
        'Their handoff. Null if they have none, the account no longer lists it, or they are not grouped by HANDOFF. One list of handoffs for all groups.',
      authScopes: { 'configuration:read': true },
      complexity: UPSTREAM_CALL,
      resolve: resolveTransactionHandoff,
    }),
    skill: t.exposeString('skill', {
      nullable: true,
      description: 'Their skill. Null if LivePerson does not provide it, or they are not grouped by SKILL.',
    }),
    channel: t.expose('channel', {
      type: MessagingChannelType,
      nullable: true,
      description: 'Their channel. Null if they are not grouped by CHANNEL.',
    }),
    status: t.expose('status', {
      type: MessageStatusType,
      nullable: true,
      description: 'How far they got. Null if they are not grouped by STATUS.',
    }),
    day: t.expose('day', {
      type: 'Date',
      nullable: true,
      description: 'The day of their attempts. Null if they are not grouped by DAY.',
    }),
    hour: t.expose('hour', {
      type: 'DateTime',
      nullable: true,
      description: 'The start of the hour of their attempts. Null if they are not grouped by HOUR.',
    }),
    funnel: t.expose('funnel', {
      type: FunnelType,
      description:
        'Their funnel; see `TransactionSummary.totals`. Its `readRate` leaves SMS out if the group has no SMS that was read; that of the totals decides this for each skill and day, as analytics does.',
    }),
  }),
});

/** See its description. */
export const TransactionSummaryType = builder.objectRef<TransactionSummary>('TransactionSummary').implement({
  description:
    'Counts of the transactions of a range. If `complete` is false, ask again: the next answer goes on from there, and has the counts of all so far. A range of `last.hours` moves every five minutes: then the count begins anew, from cached pages where it can. LivePerson’s data may be 20 minutes behind.',
  fields: (t) => ({
    attempted: t.expose('attempted', { type: TimeRangeType, description: 'The requested range.' }),
    counted: t.expose('counted', {
      type: TimeRangeType,
      description: 'The part of the range that is counted, from its start on. All of it if `complete`.',
    }),
    complete: t.exposeBoolean('complete', {
      description:
        'Whether the whole range is counted. False if the upstream pages (`limits.pagesPerConnection`) or the time of the request did not suffice.',
    }),
    totals: t.expose('totals', {
      type: FunnelType,
      description:
        'The funnel of what was counted. Its counts are those that analytics has of the same messages: each transaction counts in every step that it has a time of, and `failed` is `attempted` minus `sent` (our reading). `csat` is null, because transactions have no scores.',
    }),
    groups: t.expose('groups', {
      type: [TransactionGroupType],
      description: 'The first groups in the requested order.',
      complexity: PAGE_ITEMS,
    }),
    groupCount: t.exposeInt('groupCount', {
      description: 'The number of groups, those included that `first` leaves out.',
    }),
    fetchedAt: t.expose('fetchedAt', { type: 'DateTime', description: FETCHED_AT }),
  }),
});
