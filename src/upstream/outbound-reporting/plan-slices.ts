import type { TimeRange } from '../wire-values.ts';
import { boundsOf, chooseSlice, type SlicePlan } from './choose-slice.ts';
import { spreadOf } from './row-spread.ts';
import type { RowStatistics } from './row-statistics.ts';
import { aheadOf, cellsAt, cutAt, type SliceEdge, spansAt } from './slice-candidates.ts';
import { cellAround, widthOf } from './time-grid.ts';
import type { Transaction } from './types.ts';

/** What slices are planned for; see `SliceWalk`. */
export type SlicePlanOptions = {
  readonly range: TimeRange;
  readonly listed: TimeRange;
  readonly direction: 'forward' | 'backward';
  readonly quick: boolean;
  readonly now: number;
  readonly wanted: () => number;
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

/** How many rows there should be in each part of a time. */
type Spread = { readonly whole: TimeRange; readonly rowsOf: (part: TimeRange) => number };

/**
 * Plans slices by the rows seen before. A slice is a day, or the cell around a shorter range, while no upstream page was
 * ever followed by another. Otherwise it has at most five upstream pages, and only what is wanted now if the walk is
 * quick, or if nothing is cached for the requests that follow.
 */
export function planSlices(statistics: RowStatistics, walk: SlicePlanOptions): SlicePlans {
  let edge: SliceEdge = { direction: walk.direction, edgeMs: 0, isFirst: true, now: walk.now };
  let spread: Spread | null = null;
  const isQuick = () => walk.quick && edge.isFirst;
  const passedOf = ({ startMs, endMs }: TimeRange) => ({
    startMs,
    endMs: Math.max(startMs, Math.min(endMs, walk.now)),
  });
  const bounds = () => {
    const isCached = statistics.isCached();
    const wanted = walk.quick || !isCached ? walk.wanted() : null;
    return boundsOf({ pageLength: statistics.pageLength(), pagesLeft: walk.pagesLeft(), wanted, isCached });
  };
  const candidates = () => {
    const isExact = bounds().enough < Number.POSITIVE_INFINITY;
    return statistics.isCached() ? cellsAt(edge, isExact) : spansAt(edge, walk.range);
  };
  /** Of the times, or cut from `whole` where the rows are so unevenly spread that none of them fits. */
  const choose = (times: readonly TimeRange[], { whole, rowsOf }: Spread) => {
    const sizes = bounds();
    const plan = chooseSlice(times, sizes, rowsOf, (time) => aheadOf(edge, time));
    const target = Math.min(sizes.most, sizes.enough);
    if (rowsOf(whole) <= target || rowsOf(plan.time) > target / 4) return plan;
    return chooseSlice([cutAt(walk.direction, whole, target, rowsOf)], sizes, rowsOf, (time) => time);
  };
  const partsOf = (time: TimeRange, divisor = 1) =>
    candidates().filter((part) => widthOf(part) < widthOf(time) / divisor);

  return {
    next(edgeMs) {
      edge = { ...edge, edgeMs };
      const cached = statistics.isCached() ? readBefore(statistics, edge, isQuick()) : null;
      if (cached !== null) return cached;
      const times = candidates();
      const left = spread === null ? null : aheadOf(edge, spread.whole);
      if (spread !== null && left !== null && widthOf(left) > 0) {
        const { startMs, endMs } = left;
        const within = times.filter((time) => time.startMs >= startMs && time.endMs <= endMs);
        return choose(within, { ...spread, whole: left });
      }
      if (statistics.pageLength() > 0) {
        const rowsOf = (time: TimeRange) => statistics.estimate(passedOf(time));
        return choose(times, { whole: times[0] as TimeRange, rowsOf });
      }
      const widestMs = widthOf(cellAround(walk.listed));
      return { time: cellsAt(edge, false).find((cell) => widthOf(cell) <= widestMs) as TimeRange, expected: 0 };
    },
    wantsCount: ({ expected }) => isQuick() || expected === 0,
    outgrown({ time }, rows, counted) {
      const total = counted !== null && counted > rows.length ? counted : 2 * rows.length;
      if (counted !== null) statistics.addCount(passedOf(time), counted);
      statistics.forget(time);
      const parts = partsOf(time);
      if (parts.length === 0) return { time, expected: Number.POSITIVE_INFINITY };
      if (total - rows.length <= bounds().surplus) return { time, expected: total };
      spread = { whole: time, rowsOf: spreadOf(passedOf(time), total, rows) };
      return choose(parts, spread);
    },
    narrower: (plan) => ({ ...plan, time: partsOf(plan.time, 8)[0] ?? partsOf(plan.time)[0] ?? plan.time }),
    done(time, rows) {
      statistics.addSlice(time, passedOf(time), rows);
      edge = { ...edge, isFirst: false };
    },
  };
}

/** The widest slice at the edge that was read recently, and so is probably cached; null if a quick walk wants less. */
function readBefore(statistics: RowStatistics, { direction, edgeMs, isFirst }: SliceEdge, isQuick: boolean) {
  const isForward = direction === 'forward';
  const page = statistics.pageLength();
  const isAtEdge = ({ startMs, endMs }: TimeRange) => {
    if (!isFirst) return isForward ? startMs === edgeMs : endMs === edgeMs;
    return isForward ? startMs <= edgeMs && endMs > edgeMs : startMs < edgeMs && endMs >= edgeMs;
  };
  let widest: SlicePlan | null = null;
  for (const { time, rows } of statistics.slices()) {
    const isWidest = widest === null || widthOf(time) > widthOf(widest.time);
    if (isWidest && isAtEdge(time) && (!isQuick || rows <= 2 * page)) widest = { time, expected: 2 * rows + page };
  }
  return widest;
}
