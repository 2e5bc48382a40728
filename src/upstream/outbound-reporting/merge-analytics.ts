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
 * The sum of funnels. A score of 0 stands for no surveys, so `csat` averages the others, weighted by closed
 * conversations (the nearest known to surveys answered); 0 when all are 0, null when none is known.
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
 * One answer of the parts of a range, as old as its oldest part: rows that agree in everything but their funnel are
 * summed. The range is the one that was asked for: the upstream only repeats it, with an end of its own.
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

/** The rows that a filter lets through; an empty list lets everything through. */
export function filterRows(analytics: Analytics, { channels, skills }: MessageFilter): Analytics {
  if (channels.length === 0 && skills.length === 0) return analytics;
  const rows = analytics.rows.filter(
    (row) =>
      (channels.length === 0 || channels.includes(row.channel)) && (skills.length === 0 || skills.includes(row.skill)),
  );
  return { ...analytics, rows };
}
