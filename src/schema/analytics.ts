import { resolvePreviousAnalytics, resolveTotals } from '../resolvers/analytics.ts';
import { type AnalyticsBreakdown, resolveBreakdown } from '../resolvers/analytics-breakdown.ts';
import type { AskedAnalytics } from '../resolvers/analytics-question.ts';
import { resolveId } from '../resolvers/node.ts';
import type { AnalyticsDimension, AnalyticsRow } from '../upstream/outbound-reporting/types.ts';
import { builder } from './builder.ts';
import { breakdownComplexity, UPSTREAM_CALL } from './complexity.ts';
import { FETCHED_AT } from './fetched-at.ts';
import { FunnelType } from './funnel.ts';
import { MessagingChannelType } from './messaging-channel.ts';
import { NodeType } from './node.ts';
import { TimeRangeType } from './time-range.ts';

const AnalyticsDimensionType = builder.enumType('AnalyticsDimension', {
  description: 'A dimension by which analytics can be broken down.',
  values: {
    CHANNEL: { description: 'The messaging channel.' },
    SKILL: { description: 'The skill that the messages were sent for.' },
    DAY: {
      description:
        'The day of the attempt, in the time zone of the range. In UTC, and of a campaign, it is the day as LivePerson counts days; its documents do not state the time zone, and we read it as UTC. In any other time zone, the gateway asks for each day: one upstream call per day.',
    },
  } satisfies Record<AnalyticsDimension, { description: string }>,
});

/** See its description. */
export const MessageFilterType = builder.inputType('MessageFilter', {
  description: 'The messages to count. A field that is omitted or empty excludes nothing.',
  fields: (t) => ({
    channels: t.field({ type: [MessagingChannelType], description: 'Only messages on these channels.' }),
    skills: t.stringList({ description: 'Only messages for skills with exactly these names.' }),
  }),
});

const AnalyticsRowType = builder.objectRef<AnalyticsRow>('AnalyticsRow').implement({
  description: 'The funnel of one channel, skill and day.',
  fields: (t) =>
    ({
      channel: t.expose('channel', { type: MessagingChannelType, description: 'The channel.' }),
      channelCode: t.exposeString('channelCode', {
        description: 'LivePerson’s code for the channel. Empty if LivePerson does not provide it.',
      }),
      skill: t.exposeString('skill', { description: 'The skill. Empty if LivePerson does not provide it.' }),
      day: t.expose('day', {
        type: 'Date',
        nullable: true,
        description: 'The day of the attempt. Null if LivePerson does not provide it as a date; see `unreadableDay`.',
      }),
      unreadableDay: t.exposeString('unreadableDay', {
        nullable: true,
        description: 'LivePerson’s text for the day, if it is not a date. Otherwise null.',
      }),
      funnel: t.expose('funnel', { type: FunnelType, description: 'The counts.' }),
    }) satisfies Record<keyof AnalyticsRow, unknown>,
});

const AnalyticsBreakdownType = builder.objectRef<AnalyticsBreakdown>('AnalyticsBreakdown').implement({
  description: 'The funnel of all rows that have the same values in the requested dimensions.',
  fields: (t) =>
    ({
      channel: t.expose('channel', {
        type: MessagingChannelType,
        nullable: true,
        description: 'The channel. Null if not broken down by CHANNEL.',
      }),
      skill: t.exposeString('skill', { nullable: true, description: 'The skill. Null if not broken down by SKILL.' }),
      day: t.expose('day', {
        type: 'Date',
        nullable: true,
        description:
          'The day. Null if not broken down by DAY, or if LivePerson does not provide it as a date; see `unreadableDay`.',
      }),
      unreadableDay: t.exposeString('unreadableDay', {
        nullable: true,
        description: 'LivePerson’s text for the day, if broken down by DAY and the text is not a date. Otherwise null.',
      }),
      funnel: t.expose('funnel', { type: FunnelType, description: 'The sum of these rows.' }),
    }) satisfies Record<keyof AnalyticsBreakdown, unknown>,
});

/** See its description. */
export const AnalyticsType = builder.objectRef<AskedAnalytics>('Analytics').implement({
  description: 'Counts of messages over a range. LivePerson’s data may be 20 minutes behind.',
  interfaces: [NodeType],
  fields: (t) => ({
    id: t.id({
      description:
        'The global id of the question: account, app, range, time zone and filter, or campaign. With `last`, it is that of the range as it was when asked, so it changes when the range moves. Fetching the node again costs as much as the field. It fails with BAD_USER_INPUT when LivePerson no longer keeps the range.',
      resolve: resolveId('Analytics'),
    }),
    attempted: t.expose('attempted', {
      type: TimeRangeType,
      nullable: true,
      description:
        'The range of attempts that was counted: for an account the requested range, for a campaign the one that LivePerson provides. Null if LivePerson does not provide it. LivePerson also counts messages attempted exactly at the end of a range (our reading), so the gateway requests a range that ends a millisecond earlier. Adjacent ranges therefore count no message twice.',
    }),
    rows: t.expose('rows', {
      type: [AnalyticsRowType],
      description: 'One row per channel, skill and day, as LivePerson counts them.',
    }),
    totals: t.field({ type: FunnelType, description: 'The sum of all rows.', resolve: resolveTotals }),
    breakdown: t.field({
      type: [AnalyticsBreakdownType],
      nullable: true,
      description:
        'The rows, summed by the given dimensions, in the order in which each combination first appears. By DAY in a time zone other than UTC, one upstream call for each day of the range up to today, at most 62 days; days that are over are cached for 6 hours, so they may be older than `fetchedAt`. Null with an error if a call fails.',
      args: {
        by: t.arg({
          type: [AnalyticsDimensionType],
          required: true,
          description: 'The dimensions to keep: at least one.',
        }),
      },
      complexity: breakdownComplexity,
      resolve: resolveBreakdown,
    }),
    fetchedAt: t.expose('fetchedAt', {
      type: 'DateTime',
      description: FETCHED_AT,
    }),
  }),
});

builder.objectField(AnalyticsType, 'previous', (t) =>
  t.field({
    type: AnalyticsType,
    nullable: true,
    description:
      'The same counts over the range before: as many calendar days if the range is whole days of its time zone, otherwise as many milliseconds; it ends where the range starts. If the range is not over, the range before is cut after as much time, rounded down to 15 minutes, so that both have the same part of their last day; the range before a cut one is as many milliseconds. As many upstream calls as the range. Null for a campaign, if the range began less than 15 minutes ago, or if LivePerson no longer keeps the whole range before. Null with an error if the call fails.',
    complexity: UPSTREAM_CALL,
    resolve: resolvePreviousAnalytics,
  }),
);
