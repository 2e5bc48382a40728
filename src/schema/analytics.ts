import { type AnalyticsBreakdown, resolveBreakdown, resolveTotals } from '../resolvers/analytics.ts';
import type { Analytics, AnalyticsDimension, AnalyticsRow } from '../upstream/outbound-reporting/types.ts';
import { builder } from './builder.ts';
import { FETCHED_AT } from './fetched-at.ts';
import { FunnelType } from './funnel.ts';
import { MessagingChannelType } from './messaging-channel.ts';
import { TimeRangeType } from './time-range.ts';

const AnalyticsDimensionType = builder.enumType('AnalyticsDimension', {
  description: 'What analytics can be broken down by.',
  values: {
    CHANNEL: { description: 'The messaging channel.' },
    SKILL: { description: 'The skill that messages were sent for.' },
    DAY: { description: 'The day of the attempt, as LivePerson counts days; no document says in which time zone.' },
  } satisfies Record<AnalyticsDimension, { description: string }>,
});

/** See its description. */
export const MessageFilterType = builder.inputType('MessageFilter', {
  description: 'Which messages count. What is left out or empty lets everything through.',
  fields: (t) => ({
    channels: t.field({ type: [MessagingChannelType], description: 'Only messages on these channels.' }),
    skills: t.stringList({ description: 'Only messages for these skills, by their exact names.' }),
  }),
});

const AnalyticsRowType = builder.objectRef<AnalyticsRow>('AnalyticsRow').implement({
  description: 'The funnel of one channel, skill and day.',
  fields: (t) =>
    ({
      channel: t.expose('channel', { type: MessagingChannelType, description: 'The channel.' }),
      channelCode: t.exposeString('channelCode', {
        description: 'LivePerson’s word for the channel; empty if it sent none.',
      }),
      skill: t.exposeString('skill', { description: 'The skill; empty if LivePerson sent none.' }),
      day: t.expose('day', {
        type: 'Date',
        nullable: true,
        description: 'The day of the attempt. Null if it cannot be read as a date; see unreadableDay.',
      }),
      unreadableDay: t.exposeString('unreadableDay', {
        nullable: true,
        description:
          'LivePerson’s text for the day, if it cannot be read as a date. Null if it can, or if there is none.',
      }),
      funnel: t.expose('funnel', { type: FunnelType, description: 'The counts.' }),
    }) satisfies Record<keyof AnalyticsRow, unknown>,
});

const AnalyticsBreakdownType = builder.objectRef<AnalyticsBreakdown>('AnalyticsBreakdown').implement({
  description: 'The funnel of all rows that agree in the dimensions asked for.',
  fields: (t) =>
    ({
      channel: t.expose('channel', {
        type: MessagingChannelType,
        nullable: true,
        description: 'The channel; null when not broken down by CHANNEL.',
      }),
      skill: t.exposeString('skill', { nullable: true, description: 'The skill; null when not broken down by SKILL.' }),
      day: t.expose('day', {
        type: 'Date',
        nullable: true,
        description: 'The day. Null when not broken down by DAY, or if it cannot be read as a date.',
      }),
      unreadableDay: t.exposeString('unreadableDay', {
        nullable: true,
        description:
          'LivePerson’s text for the day, when broken down by DAY, if it cannot be read as a date; null otherwise.',
      }),
      funnel: t.expose('funnel', { type: FunnelType, description: 'The sum of the rows.' }),
    }) satisfies Record<keyof AnalyticsBreakdown, unknown>,
});

/** See its description. */
export const AnalyticsType = builder.objectRef<Analytics>('Analytics').implement({
  description: 'Counts of messages over a range. LivePerson’s data may be 20 minutes behind.',
  fields: (t) => ({
    attempted: t.expose('attempted', {
      type: TimeRangeType,
      nullable: true,
      description:
        'The range of attempts that was counted: the one that was asked for, or, of a campaign, the one that LivePerson names; null if it names none. LivePerson counts the message at the end of a range, too (our reading), so the gateway asks for a range that ends a millisecond earlier: adjacent ranges count no message twice.',
    }),
    rows: t.expose('rows', {
      type: [AnalyticsRowType],
      description: 'One row per channel, skill and day, as LivePerson counts them.',
    }),
    totals: t.field({ type: FunnelType, description: 'The sum of all rows.', resolve: resolveTotals }),
    breakdown: t.field({
      type: [AnalyticsBreakdownType],
      description: 'The rows summed by some of their dimensions, in the order in which they first appear.',
      args: {
        by: t.arg({
          type: [AnalyticsDimensionType],
          required: true,
          description: 'The dimensions to keep; at least one.',
        }),
      },
      resolve: resolveBreakdown,
    }),
    fetchedAt: t.expose('fetchedAt', {
      type: 'DateTime',
      description: FETCHED_AT,
    }),
  }),
});
