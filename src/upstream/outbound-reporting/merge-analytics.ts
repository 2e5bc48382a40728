import type { TimeRange } from '../wire-values.ts';
import {
  type Analytics,
  type AnalyticsRow,
  FUNNEL_COUNTS,
  type Funnel,
  type FunnelCount,
  type MessageFilter,
} from './types.ts';

/**
 * The sum of funnels. `csat` averages the scores above 0, because 0 means no surveys (our reading), weighted by closed
 * conversations, because the number of surveys is not known. It is 0 if all scores are 0, and null if all are null.
 */
export function sumFunnels(funnels: readonly Funnel[]): Funnel {
  const sum = (key: Exclude<keyof Funnel, 'csat'>) => funnels.reduce((total, funnel) => total + funnel[key], 0);
  const counts = Object.fromEntries(FUNNEL_COUNTS.map((count) => [count, sum(count)])) as Record<FunnelCount, number>;
  return { ...counts, sentWithReadReports: sum('sentWithReadReports'), csat: averageCsat(funnels) };
}

function averageCsat(funnels: readonly Funnel[]): number | null {
  const known = funnels.filter((funnel) => funnel.csat !== null);
  if (known.length === 0) return null;
  const scored = known.filter((funnel) => funnel.csat !== 0);
  if (scored.length === 0) return 0;
  const weight = ({ conversationsClosed }: Funnel) => Math.max(1, conversationsClosed);
  const weights = scored.reduce((total, funnel) => total + weight(funnel), 0);
  return scored.reduce((total, funnel) => total + (funnel.csat ?? 0) * weight(funnel), 0) / weights;
}

/**
 * Merges the answers to the parts of `range`; the result is as old as its oldest part. Rows that differ only in their
 * funnel are summed. `attempted` is `range` itself, because the upstream only repeats it, with its own end.
 */
export function mergeAnalytics(range: TimeRange, parts: readonly Analytics[]): Analytics {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return { ...only, attempted: range };
  const groups = Map.groupBy(
    parts.flatMap((part) => part.rows),
    ({ funnel: _, ...dimensions }) => JSON.stringify(dimensions),
  );
  const rows = [...groups.values()].map((group) => ({
    ...(group[0] as AnalyticsRow),
    funnel: group.length === 1 ? (group[0] as AnalyticsRow).funnel : sumFunnels(group.map((row) => row.funnel)),
  }));
  const fetchedAt = parts.map((part) => part.fetchedAt).sort()[0] ?? '';
  return { attempted: range, rows, fetchedAt };
}

/** The analytics with only the rows that pass a filter; all rows pass an empty list. */
export function filterRows(analytics: Analytics, { channels, skills }: MessageFilter): Analytics {
  if (channels.length === 0 && skills.length === 0) return analytics;
  const rows = analytics.rows.filter(
    (row) =>
      (channels.length === 0 || channels.includes(row.channel)) && (skills.length === 0 || skills.includes(row.skill)),
  );
  return { ...analytics, rows };
}
