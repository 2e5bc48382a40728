import { type AnalyticsBreakdown, resolveBreakdown, resolveTotals } from '../resolvers/analytics.ts';
import type { Analytics, AnalyticsRow } from '../upstream/outbound-reporting/types.ts';
import { builder } from './builder.ts';
import { FunnelType } from './funnel.ts';
import { MessagingChannelType } from './messaging-channel.ts';
import { TimeRangeType } from './time-range.ts';

const AnalyticsDimensionType = builder.enumType('AnalyticsDimension', {
  description: 'What analytics can be broken down by.',
  values: {
    CHANNEL: { description: 'The messaging channel.' },
    SKILL: { description: 'The skill that messages were sent for.' },
    DAY: { description: 'The day of the attempt, as the upstream counts days.' },
  },
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
  fields: (t) => ({
    channel: t.expose('channel', { type: MessagingChannelType, description: 'The channel.' }),
    channelCode: t.exposeString('channelCode', {
      description: 'The upstream’s word for the channel; empty when it sent none.',
    }),
    skill: t.exposeString('skill', { description: 'The skill; empty when the upstream sent none.' }),
    day: t.expose('day', {
      type: 'Date',
      nullable: true,
      description: 'The day of the attempt; null when the upstream’s could not be read.',
    }),
    funnel: t.expose('funnel', { type: FunnelType, description: 'The counts.' }),
  }),
});

const AnalyticsBreakdownType = builder.objectRef<AnalyticsBreakdown>('AnalyticsBreakdown').implement({
  description: 'The funnel of all rows that agree in the dimensions asked for.',
  fields: (t) => ({
    channel: t.expose('channel', {
      type: MessagingChannelType,
      nullable: true,
      description: 'The channel; null when not broken down by CHANNEL.',
    }),
    skill: t.exposeString('skill', { nullable: true, description: 'The skill; null when not broken down by SKILL.' }),
    day: t.expose('day', {
      type: 'Date',
      nullable: true,
      description: 'The day; null when not broken down by DAY, or not readable.',
    }),
    funnel: t.expose('funnel', { type: FunnelType, description: 'The sum of the rows.' }),
  }),
});

/** See its description. */
export const AnalyticsType = builder.objectRef<Analytics>('Analytics').implement({
  description: 'Counts of messages over a range. The upstream’s data may be 20 minutes behind.',
  fields: (t) => ({
    attempted: t.expose('attempted', {
      type: TimeRangeType,
      nullable: true,
      description: 'The range of attempts that was counted; null when the upstream did not say.',
    }),
    rows: t.expose('rows', {
      type: [AnalyticsRowType],
      description: 'One row per channel, skill and day, as the upstream counts them.',
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
      description: 'When the gateway read the oldest part of this from the upstream.',
    }),
  }),
});
