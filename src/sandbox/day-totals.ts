import type { Day, Days } from './days.ts';
import { happened, type Journey } from './journey.ts';
import { createRecent, type Recent } from './recent.ts';
import { dayMs } from './series.ts';
import type { TimeWindow } from './time-window.ts';
import { cutoffOf, type Sight } from './transaction-rows.ts';
import { attemptedWithin, boundsOn } from './window-journeys.ts';

/** The counts of one channel and skill on one UTC day. */
export type Totals = {
  channel: Journey['channel'];
  skill: string;
  dayNumber: number;
  attempted: number;
  eligible: number;
  skipped: number;
  sent: number;
  delivered: number;
  read: number;
  created: number;
  closed: number;
  surveys: number;
  /** Sum of the surveys' scores, 1 to 5 each. */
  scores: number;
};

/** Counts the visible journeys of one day in a window. */
export type DayTotals = (
  sight: Sight,
  dayNumber: number,
  window: TimeWindow,
  inclusiveEnd: boolean,
) => readonly Totals[];

type Settled = { lastStep: number; totals: readonly Totals[] };

const maxTotals = 512;

/**
 * Counts days. The counts of up to 512 whole days that no longer change are cached; any other day is generated and
 * counted.
 */
export function createDayTotals(days: Days): DayTotals {
  const cache: Recent<Settled> = createRecent(maxTotals);
  return (sight, dayNumber, window, inclusiveEnd) => {
    const bounds = boundsOn(dayNumber, sight.cutMs, window, inclusiveEnd);
    if (bounds.to < bounds.from) return [];
    const cutoff = cutoffOf(sight.cutMs, { dayNumber });
    const isWhole = bounds.from === 0 && bounds.to === dayMs - 1;
    const key = `${sight.series.accountId}/${sight.series.app}/${dayNumber}`;
    const known = isWhole ? cache.get(key) : undefined;
    if (known !== undefined && known.lastStep <= cutoff) return known.totals;
    const day: Day = days.dayOf(sight.series, dayNumber);
    const totals = countJourneys(attemptedWithin(day, bounds), sight.cutMs);
    if (isWhole && day.lastStep <= cutoff) cache.set(key, { lastStep: day.lastStep, totals });
    return totals;
  };
}

/** Counts the steps of journeys up to `cutMs` by day, channel and skill, sorted by these three. */
export function countJourneys(journeys: Iterable<Journey>, cutMs: number): Totals[] {
  const byGroup = new Map<string, Totals>();
  for (const journey of journeys) {
    const key = `${journey.dayNumber}/${journey.channel}/${journey.skill}`;
    let totals = byGroup.get(key);
    if (totals === undefined) {
      totals = emptyTotals(journey);
      byGroup.set(key, totals);
    }
    addTo(totals, journey, cutoffOf(cutMs, journey));
  }
  return [...byGroup].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, totals]) => totals);
}

function addTo(totals: Totals, journey: Journey, cutoff: number): void {
  totals.attempted += 1;
  if (happened(journey.eligible, cutoff)) totals.eligible += 1;
  if (happened(journey.skipped, cutoff)) totals.skipped += 1;
  if (happened(journey.sent, cutoff)) totals.sent += 1;
  if (happened(journey.delivered, cutoff)) totals.delivered += 1;
  if (happened(journey.read, cutoff)) totals.read += 1;
  if (happened(journey.created, cutoff)) totals.created += 1;
  if (!happened(journey.closed, cutoff)) return;
  totals.closed += 1;
  if (journey.score === null) return;
  totals.surveys += 1;
  totals.scores += journey.score;
}

function emptyTotals({ channel, skill, dayNumber }: Journey): Totals {
  const counts = { attempted: 0, eligible: 0, skipped: 0, sent: 0, delivered: 0, read: 0, created: 0, closed: 0 };
  return { channel, skill, dayNumber, ...counts, surveys: 0, scores: 0 };
}
