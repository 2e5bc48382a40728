import type { TimeRange } from '../wire-values.ts';
import { boundsOf, chooseSlice, type SliceBounds, type SlicePlan } from './choose-slice.ts';
import { spreadOf } from './row-spread.ts';
import type { RowStatistics } from './row-statistics.ts';
import { aheadOf, cellsAt, cutAt, type SliceEdge, spansAt } from './slice-candidates.ts';
import { cellAround, widthOf } from './time-grid.ts';
import type { Transaction } from './types.ts';

/** What a walk covers, and how. */
export type WalkOptions = {
  /** The slices together hold at least this. The first and the last may hold more. */
  readonly range: TimeRange;
  /** The range of the whole list that the walk is a part of. While nothing is known, no slice is much wider. */
  readonly listed: TimeRange;
  readonly direction: 'forward' | 'backward';
  /** True if the first slice may be all that is wanted, so that it should cost little. */
  readonly quick: boolean;
  /** Epoch milliseconds. Nothing was attempted later. */
  readonly now: number;
  /** How many more rows the walk probably needs. Called before each slice. */
  readonly wanted: () => number;
  /** How many more upstream pages may be read. Called before each slice. */
  readonly pagesLeft: () => number;
};

/** Plans the slices of one walk. */
export type SlicePlans = {
  /** The slice that begins at an edge (ends there, backward). The first one may begin before it (end after it). */
  next(edgeMs: number): SlicePlan;
  /** Whether to spend a call on a count when a slice has more rows than expected. */
  wantsCount(plan: SlicePlan): boolean;
  /** What to read when a slice has more rows than expected: a part of it, or the same if few rows should be left. */
  outgrown(plan: SlicePlan, rows: readonly Transaction[], counted: number | null): SlicePlan;
  /** A small part of a slice; the same if it has no parts. */
  narrower(plan: SlicePlan): SlicePlan;
  /** Call it for each slice that was read completely. */
  done(time: TimeRange, rows: number): void;
};

/** What a plan is made from: the answers so far, and where the walk stands. */
type Situation = { readonly statistics: RowStatistics; readonly walk: WalkOptions; readonly edge: SliceEdge };

/** How many rows there should be in each part of a time. */
type Spread = { readonly whole: TimeRange; readonly rowsOf: (part: TimeRange) => number };

/**
 * Plans slices by the rows seen before. A slice is a day, or the cell around a shorter range, while no upstream page was
 * ever followed by another. Otherwise it has at most five upstream pages, and only what is wanted now if the walk is
 * quick, or if nothing is cached for the requests that follow.
 */
export function planSlices(statistics: RowStatistics, walk: WalkOptions): SlicePlans {
  const { direction, quick, now } = walk;
  let at: Situation = { statistics, walk, edge: { direction, edgeMs: 0, isFirst: true, now } };
  let spread: Spread | null = null;
  const isQuick = () => quick && at.edge.isFirst;

  return {
    next(edgeMs) {
      at = { ...at, edge: { ...at.edge, edgeMs } };
      const known = statistics.isCached() ? knownSlice(at, isQuick()) : null;
      return known ?? planInSpread(at, spread) ?? planByEstimate(at);
    },
    wantsCount: ({ expected }) => isQuick() || expected === 0,
    outgrown({ time }, rows, counted) {
      const total = counted !== null && counted > rows.length ? counted : 2 * rows.length;
      if (counted !== null) statistics.addCount(passedOf(time, now), counted);
      statistics.forget(time);
      const parts = partsOf(at, time);
      if (parts.length === 0) return { time, expected: Number.POSITIVE_INFINITY };
      if (total - rows.length <= boundsAt(at).surplus) return { time, expected: total };
      spread = { whole: time, rowsOf: spreadOf(passedOf(time, now), total, rows) };
      return choose(at, parts, spread);
    },
    narrower: (plan) => ({ ...plan, time: partsOf(at, plan.time, 8)[0] ?? partsOf(at, plan.time)[0] ?? plan.time }),
    done(time, rows) {
      statistics.addSlice(time, passedOf(time, now), rows);
      at = { ...at, edge: { ...at.edge, isFirst: false } };
    },
  };
}

/** Within the time whose spread is known from a slice that was too large; null beyond it. */
function planInSpread(at: Situation, spread: Spread | null): SlicePlan | null {
  if (spread === null) return null;
  const { startMs, endMs } = aheadOf(at.edge, spread.whole);
  if (endMs <= startMs) return null;
  const within = candidatesAt(at).filter((time) => time.startMs >= startMs && time.endMs <= endMs);
  return choose(at, within, { ...spread, whole: { startMs, endMs } });
}

/** By the density seen before; while no page was ever followed by another, a day, or the cell around a shorter range. */
function planByEstimate(at: Situation): SlicePlan {
  const { statistics, walk, edge } = at;
  if (statistics.pageLength() === 0) {
    const widestMs = widthOf(cellAround(walk.listed));
    return { time: cellsAt(edge, false).find((cell) => widthOf(cell) <= widestMs) as TimeRange, expected: 0 };
  }
  const times = candidatesAt(at);
  const rowsOf = (time: TimeRange) => statistics.estimate(passedOf(time, walk.now));
  return choose(at, times, { whole: times[0] as TimeRange, rowsOf });
}

/** One of the times; where the rows are so uneven that only a nearly empty one would fit, a cut through the whole. */
function choose(at: Situation, times: readonly TimeRange[], { whole, rowsOf }: Spread): SlicePlan {
  const bounds = boundsAt(at);
  const ahead = aheadOf(at.edge, whole);
  const target = Math.min(bounds.most, bounds.enough);
  const plan = chooseSlice(times, bounds, rowsOf, (time) => aheadOf(at.edge, time));
  if (rowsOf(ahead) <= target || rowsOf(aheadOf(at.edge, plan.time)) > target / 4) return plan;
  return chooseSlice([cutAt(at.edge.direction, ahead, target, rowsOf)], bounds, rowsOf, (time) => time);
}

function boundsAt({ statistics, walk }: Situation): SliceBounds {
  const isCached = statistics.isCached();
  const wanted = walk.quick || !isCached ? walk.wanted() : null;
  return boundsOf({ pageLength: statistics.pageLength(), pagesLeft: walk.pagesLeft(), wanted, isCached });
}

function candidatesAt(at: Situation): readonly TimeRange[] {
  const { statistics, walk, edge } = at;
  const isExact = boundsAt(at).enough < Number.POSITIVE_INFINITY;
  return statistics.isCached() ? cellsAt(edge, isExact) : spansAt(edge, walk.range);
}

/** The candidates narrower than a time, or than one part in `divisor` of it. */
function partsOf(at: Situation, time: TimeRange, divisor = 1): readonly TimeRange[] {
  return candidatesAt(at).filter((part) => widthOf(part) < widthOf(time) / divisor);
}

/** The part of a time that is not in the future. */
function passedOf({ startMs, endMs }: TimeRange, now: number): TimeRange {
  return { startMs, endMs: Math.max(startMs, Math.min(endMs, now)) };
}

/** The widest slice at the edge that is probably cached or being read; null if a quick walk wants less. */
function knownSlice({ statistics, edge }: Situation, isQuick: boolean): SlicePlan | null {
  const { direction, edgeMs, isFirst } = edge;
  const isForward = direction === 'forward';
  const most = isQuick ? 2 * statistics.pageLength() : Number.POSITIVE_INFINITY;
  const isAtEdge = ({ startMs, endMs }: TimeRange) => {
    if (!isFirst) return isForward ? startMs === edgeMs : endMs === edgeMs;
    return isForward ? startMs <= edgeMs && endMs > edgeMs : startMs < edgeMs && endMs >= edgeMs;
  };
  let widest: SlicePlan | null = null;
  for (const slice of statistics.slices()) {
    const isWidest = widest === null || widthOf(slice.time) > widthOf(widest.time);
    if (isWidest && slice.rows <= most && isAtEdge(slice.time)) widest = slice;
  }
  return widest;
}
