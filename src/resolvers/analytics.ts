import type { Context } from '../request/context.ts';
import type { MessagingChannel } from '../upstream/messaging-channel.ts';
import { sumFunnels } from '../upstream/outbound-reporting/merge-analytics.ts';
import {
  ANALYTICS_DIMENSIONS,
  type Analytics,
  type AnalyticsDimension,
  type AnalyticsRow,
  type DimensionField,
  type Funnel,
  type OutboundApp,
} from '../upstream/outbound-reporting/types.ts';
import { type Account, accountLoaders } from './account.ts';
import { badUserInput } from './client-error.ts';
import { filterValues } from './filter-values.ts';
import { reportingRange, type TimeRangeInput } from './time-range.ts';

/** A `MessageFilter` as GraphQL parsed it. Null and empty lists exclude nothing. */
export type MessageFilterInput = {
  readonly channels?: readonly MessagingChannel[] | null | undefined;
  readonly skills?: readonly string[] | null | undefined;
};

/** The funnel of all rows that have the same values in the requested dimensions. The other dimensions are null. */
export type AnalyticsBreakdown = { readonly [F in DimensionField]: AnalyticsRow[F] | null } & {
  readonly funnel: Funnel;
};

/** `Account.analytics`. Price: one call per 60 days, shared by all filters on one app and range. */
export function resolveAnalytics(
  { accountId }: Account,
  args: {
    readonly app: OutboundApp;
    readonly attempted: TimeRangeInput;
    readonly filter?: MessageFilterInput | null | undefined;
  },
  context: Context,
): Promise<Analytics> {
  const { range } = reportingRange('attempted', args.attempted, context);
  const filter = {
    channels: filterValues('channels', args.filter?.channels),
    skills: filterValues('skills', args.filter?.skills),
  };
  return accountLoaders(accountId, context).loadAnalytics({ app: args.app, range, filter });
}

/** The totals of lists of rows, while these are in use: those of a campaign are selected for each of its transactions. */
const totals = new WeakMap<readonly AnalyticsRow[], Funnel>();

/** `Analytics.totals`. */
export function resolveTotals({ rows }: Analytics): Funnel {
  const known = totals.get(rows);
  if (known !== undefined) return known;
  const sum = sumFunnels(rows.map(({ funnel }) => funnel));
  totals.set(rows, sum);
  return sum;
}

/** `Analytics.breakdown`. In the order in which the combinations first appear. Throws if `by` is empty. */
export function resolveBreakdown(
  { rows }: Analytics,
  { by }: { readonly by: readonly AnalyticsDimension[] },
): readonly AnalyticsBreakdown[] {
  const kept = new Set(by);
  const dimensions = Object.keys(ANALYTICS_DIMENSIONS) as AnalyticsDimension[];
  if (kept.size === 0) throw badUserInput(`by must not be empty. Name at least one of ${dimensions.join(', ')}.`);
  const valuesOf = (row: AnalyticsRow) =>
    Object.fromEntries(
      dimensions.flatMap((dimension) =>
        ANALYTICS_DIMENSIONS[dimension].map((field) => [field, kept.has(dimension) ? row[field] : null] as const),
      ),
    ) as Omit<AnalyticsBreakdown, 'funnel'>;
  const groups = Map.groupBy(rows, (row) => JSON.stringify(valuesOf(row)));
  return [...groups.values()].map((group) => ({
    ...valuesOf(group[0] as AnalyticsRow),
    funnel: sumFunnels(group.map(({ funnel }) => funnel)),
  }));
}
