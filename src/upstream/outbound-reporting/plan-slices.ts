import type { TimeRange } from '../wire-values.ts';
import type { SliceSizes } from './slice-sizes.ts';
import { cellAround, cellAt, DAY_MS, GRID_WIDTHS } from './time-grid.ts';
import type { Transaction } from './types.ts';

/** A slice to read, and how many rows are no surprise. */
export type SlicePlan = { readonly time: TimeRange; readonly expected: number };

/** What slices are planned for; see `SliceWalk`. */
export type SlicePlanOptions = {
  readonly listed: TimeRange;
  readonly direction: 'forward' | 'backward';
  readonly quick: boolean;
  readonly now: number;
  readonly wanted: () => number;
  readonly pagesLeft: () => number;
};

/** Chooses the slices of one walk. */
export type SlicePlans = {
  /** The slice that begins at an edge (ends there, backwards); the first one may begin before it (end after it). */
  next(edge: number): SlicePlan;
  /** Whether the count of its day is worth a call when a slice has more rows than expected. */
  wantsCount(plan: SlicePlan): boolean;
  /** What to read when a slice has more rows than expected: the same, where little should be left, or a part of it. */
  outgrown(plan: SlicePlan, rows: readonly Transaction[], dayTotal: number | null): SlicePlan;
  /** A small part of a slice; the same when it has no parts. */
  narrower(plan: SlicePlan): SlicePlan;
  /** Told of each slice that was read whole. */
  done(time: TimeRange, rows: number): void;
};

/** Upstream pages of a slice, so that few of them are half empty, yet one is read at once. */
const PAGES = 5;
/** The part of a page that a quick slice should fill: more than that may be two. */
const QUICK = 0.75;
/** Slices are not made for fewer rows, however short the pages. */
const LEAST_ROWS = 10;
/** LivePerson's reports are so far behind what happened. */
const DELAY_MS = 20 * 60_000;
/** The rows of the last slice tell of so many of its widths, and what was seen on average of the rest. */
const NEAR = 4;

/**
 * Plans slices of at most five upstream pages, by the density of the rows before, or of one page where the walk is to be
 * quick. While no page was ever followed by another a slice is a day, or the cell around a shorter range.
 */
export function planSlices(
  sizes: SliceSizes,
  { listed, direction, quick, now, wanted, pagesLeft }: SlicePlanOptions,
): SlicePlans {
  const forward = direction === 'forward';
  const widest = widthOf(cellAround(listed));
  let edge: number | null = null;
  let cells: readonly TimeRange[] = [];
  let isQuick = quick;
  let last = { ms: 0, rows: 0 };

  const passedMs = ({ startMs, endMs }: TimeRange) => Math.max(0, Math.min(endMs, now) - startMs);
  const pagesOf = (pages: number) => pages * Math.max(LEAST_ROWS, sizes.pageLength());
  const most = () => {
    const some = pagesOf(Math.max(1, Math.min(PAGES, pagesLeft())));
    if (!quick) return some;
    return isQuick ? pagesOf(QUICK) : Math.min(some, Math.max(pagesOf(QUICK), wanted()));
  };
  const guess = (time: TimeRange) => {
    const ms = passedMs(time);
    const nearMs = Math.min(ms, NEAR * last.ms);
    return (nearMs === 0 ? 0 : (nearMs * last.rows) / last.ms) + (ms - nearMs) * sizes.density();
  };
  const fitting = (times: readonly TimeRange[], rowsOf: (time: TimeRange) => number): SlicePlan | null => {
    const time = times.find((one) => rowsOf(one) <= most()) ?? times.at(-1);
    return time === undefined ? null : { time, expected: Math.max(1.5 * rowsOf(time), most()) };
  };
  const partsOf = (time: TimeRange, divisor = 1) => cells.filter((cell) => widthOf(cell) < widthOf(time) / divisor);
  /** Of the last 20 minutes there is mostly nothing to see yet: a first slice from there on holds some time before, too. */
  const newest = (instant: number): TimeRange[] => {
    const reported = Math.max(cellAt(instant, DAY_MS).startMs, Math.min(instant, now - DELAY_MS));
    return GRID_WIDTHS.map((width) => ({
      startMs: cellAt(reported, width).startMs,
      endMs: cellAt(instant, width).endMs,
    }));
  };

  return {
    next(from) {
      const instant = forward ? from : from - 1;
      const isFree = ({ startMs, endMs }: TimeRange) => edge === null || (forward ? startMs >= from : endMs <= from);
      const plain = GRID_WIDTHS.map((width) => cellAt(instant, width)).filter(isFree);
      const longer = forward || edge !== null ? [] : newest(instant);
      const shortestMs = Math.min(...longer.map(widthOf));
      cells = [...longer, ...plain.filter((cell) => widthOf(cell) < shortestMs)];
      edge = from;
      for (const time of cells) {
        const rows = sizes.rowsRead(time);
        if (rows !== null && (!isQuick || rows <= pagesOf(2))) return { time, expected: 2 * rows + pagesOf(1) };
      }
      if (sizes.pageLength() > 0) return fitting(cells, guess) as SlicePlan;
      return { time: cells.find((cell) => widthOf(cell) <= widest) as TimeRange, expected: 0 };
    },
    wantsCount: ({ expected }) => isQuick || expected === 0,
    outgrown({ time }, rows, dayTotal) {
      const day = cellAt(time.startMs, DAY_MS);
      if (dayTotal !== null) sizes.counted(dayTotal, passedMs(day));
      const ofDay = (dayTotal ?? 0) * (passedMs(time) / Math.max(1, passedMs(day)));
      const total = ofDay > rows.length ? ofDay : 2 * rows.length;
      sizes.forget(time);
      last = { ms: passedMs(time), rows: total };
      const parts = partsOf(time);
      if (parts.length === 0) return { time, expected: Number.POSITIVE_INFINITY };
      // What was read is lost with the slice: rather a few pages more.
      if (total - rows.length <= (isQuick ? pagesOf(1) : 2 * most())) return { time, expected: total };
      return fitting(parts, densityOf(rows, total, last.ms, passedMs)) as SlicePlan;
    },
    narrower: (plan) => ({ ...plan, time: partsOf(plan.time, 8)[0] ?? partsOf(plan.time)[0] ?? plan.time }),
    done(time, rows) {
      last = { ms: passedMs(time), rows };
      sizes.counted(rows, last.ms);
      sizes.read(time, rows);
      isQuick = false;
    },
  };
}

/**
 * How many of all the rows should lie in a part of their time, by a sample of them: where it is spread over the whole time,
 * by its shares; where it is the rows of one piece, by that piece, and evenly for the rest.
 */
function densityOf(
  sample: readonly Transaction[],
  total: number,
  ms: number,
  passedMs: (time: TimeRange) => number,
): (part: TimeRange) => number {
  const times = sample.map(({ attemptedTime }) => Date.parse(attemptedTime)).sort((a, b) => a - b);
  const piece = { startMs: times[0] ?? 0, endMs: (times.at(-1) ?? 0) + 1 };
  const inPart = ({ startMs, endMs }: TimeRange) => times.filter((at) => at >= startMs && at < endMs).length;
  const restMs = ms - widthOf(piece);
  if (restMs < ms / 2) return (part) => (total * inPart(part)) / times.length;
  return (part) => {
    const common = { startMs: Math.max(part.startMs, piece.startMs), endMs: Math.min(part.endMs, piece.endMs) };
    const commonMs = Math.max(0, widthOf(common));
    return inPart(part) + ((total - times.length) * Math.max(0, passedMs(part) - commonMs)) / restMs;
  };
}

function widthOf({ startMs, endMs }: TimeRange): number {
  return endMs - startMs;
}
