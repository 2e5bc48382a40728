import type { TimeRange } from '../wire-values.ts';
import type { Analytics, AnalyticsRow, Funnel, MessageFilter } from './types.ts';

/**
 * The sum of funnels. A score of 0 stands for no surveys, so `csat` averages the others, weighted by closed
 * conversations (the nearest known to surveys answered); 0 when all are 0, null when none is known.
 */
export function sumFunnels(funnels: readonly Funnel[]): Funnel {
  const sum = (key: Exclude<keyof Funnel, 'csat'>) => funnels.reduce((total, funnel) => total + funnel[key], 0);
  return {
    attempted: sum('attempted'),
    eligible: sum('eligible'),
    skipped: sum('skipped'),
    sent: sum('sent'),
    failed: sum('failed'),
    delivered: sum('delivered'),
    read: sum('read'),
    conversationsCreated: sum('conversationsCreated'),
    conversationsClosed: sum('conversationsClosed'),
    csat: averageCsat(funnels),
  };
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

/** One answer of the parts of a range: rows of one channel, skill and day are summed; as old as its oldest part. */
export function mergeAnalytics(range: TimeRange, parts: readonly Analytics[]): Analytics {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return { ...only, attempted: only.attempted ?? range };
  const groups = Map.groupBy(
    parts.flatMap((part) => part.rows),
    ({ channelCode, skill, day }) => JSON.stringify([channelCode, skill, day]),
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
