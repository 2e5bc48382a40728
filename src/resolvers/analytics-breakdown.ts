import type { Context } from '../request/context.ts';
import { sumFunnels } from '../upstream/outbound-reporting/merge-analytics.ts';
import {
  ANALYTICS_DIMENSIONS,
  type AnalyticsDimension,
  type AnalyticsRow,
  type DimensionField,
  type Funnel,
} from '../upstream/outbound-reporting/types.ts';
import { type AskedAnalytics, isOfCampaign, loadAnalytics, type RangeQuestion } from './analytics-question.ts';
import { badUserInput } from './client-error.ts';
import { localDays } from './local-time.ts';

/** The funnel of all rows that have the same values in the requested dimensions. The other dimensions are null. */
export type AnalyticsBreakdown = { readonly [F in DimensionField]: AnalyticsRow[F] | null } & {
  readonly funnel: Funnel;
};

/** The most days of a time zone that one breakdown reads. */
const MAX_LOCAL_DAYS = 62;

/**
 * `Analytics.breakdown`. In the order in which the combinations first appear. Throws if `by` is empty, or names DAY over
 * more than 62 days of a time zone other than UTC. Price: none, or one call for each of those days.
 */
export async function resolveBreakdown(
  analytics: AskedAnalytics,
  { by }: { readonly by: readonly AnalyticsDimension[] },
  context: Context,
): Promise<readonly AnalyticsBreakdown[]> {
  const kept = new Set(by);
  const dimensions = Object.keys(ANALYTICS_DIMENSIONS) as AnalyticsDimension[];
  if (kept.size === 0) throw badUserInput(`by must not be empty. Name at least one of ${dimensions.join(', ')}.`);
  const { question } = analytics;
  const isLocal = kept.has('DAY') && !isOfCampaign(question) && question.timeZone !== 'UTC';
  const rows = isLocal ? await rowsOfLocalDays(question, context) : analytics.rows;
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

/** The rows of each day of the question's time zone, up to today. LivePerson's own days are those of UTC (our reading). */
async function rowsOfLocalDays(question: RangeQuestion, context: Context): Promise<readonly AnalyticsRow[]> {
  const days = localDays(question.range, question.timeZone).filter(({ range }) => range.startMs <= context.now);
  if (days.length > MAX_LOCAL_DAYS) {
    throw badUserInput(
      `by has DAY, and attempted has ${days.length} days of ${question.timeZone}, each of which is a call; the limit is ${MAX_LOCAL_DAYS}. Ask for a shorter range, or for UTC.`,
    );
  }
  const answers = await Promise.all(
    days.map(async ({ day, range }) => {
      const { rows } = await loadAnalytics({ ...question, range }, context);
      return rows.map((row): AnalyticsRow => ({ ...row, day, unreadableDay: null }));
    }),
  );
  return answers.flat();
}
