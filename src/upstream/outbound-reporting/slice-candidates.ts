import type { TimeRange } from '../wire-values.ts';
import { cellAt, DAY_MS, GRID_WIDTHS, widthOf } from './time-grid.ts';

/** Which slices may come next in a walk. */
export type SliceEdge = {
  readonly direction: 'forward' | 'backward';
  /** Where the slice begins (ends, if backward), in epoch milliseconds. */
  readonly edgeMs: number;
  /** True for the first slice of a walk, which may lie on both sides of the edge. */
  readonly isFirst: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
};

/** LivePerson's reports are so far behind the events. */
const DELAY_MS = 20 * 60_000;
/** Parts of a width between it and its half. */
const FRACTIONS = [1, 7 / 8, 6 / 8, 5 / 8];

/**
 * The times at the edge that the next slice may be, widest first. They end (begin, if backward) with a cell of the grid,
 * so that walks that come the same way share them; also within a cell if `isExact`.
 */
export function cellsAt(edge: SliceEdge, isExact: boolean): readonly TimeRange[] {
  const { direction, edgeMs, isFirst, now } = edge;
  const isForward = direction === 'forward';
  const instant = isForward ? edgeMs : edgeMs - 1;
  const cells = GRID_WIDTHS.map((width) => cellAt(instant, width))
    .map((cell) => (isFirst ? cell : aheadOf(edge, cell)))
    .flatMap((cell) => (isExact ? cutsOf(direction, cell) : [cell]))
    .filter(({ startMs, endMs }) => startMs <= instant && endMs > instant);
  if (isForward || !isFirst) return cells;
  const newest = newestAt(instant, now);
  const narrowestMs = Math.min(...newest.map(widthOf));
  return [...newest, ...cells.filter((cell) => widthOf(cell) < narrowestMs)];
}

function cutsOf(direction: SliceEdge['direction'], cell: TimeRange): TimeRange[] {
  const widths = FRACTIONS.map((fraction) => Math.floor(fraction * widthOf(cell))).filter((width) => width > 0);
  return widths.map((width) => beginningOf(direction, cell, width));
}

/** The last 20 minutes have hardly any rows yet, so the newest slice begins before them. */
function newestAt(instant: number, now: number): TimeRange[] {
  const reported = Math.max(cellAt(instant, DAY_MS).startMs, Math.min(instant, now - DELAY_MS));
  return GRID_WIDTHS.map((width) => ({
    startMs: cellAt(reported, width).startMs,
    endMs: cellAt(instant, width).endMs,
  }));
}

/** Times that begin (end, if backward) exactly at the edge, within a day and the range, widest first. */
export function spansAt({ direction, edgeMs }: SliceEdge, range: TimeRange): readonly TimeRange[] {
  const isForward = direction === 'forward';
  const day = cellAt(isForward ? edgeMs : edgeMs - 1, DAY_MS);
  const room = isForward
    ? { startMs: edgeMs, endMs: Math.min(day.endMs, range.endMs) }
    : { startMs: Math.max(day.startMs, range.startMs), endMs: edgeMs };
  const widths = GRID_WIDTHS.flatMap((width) => FRACTIONS.map((fraction) => Math.floor(fraction * width)));
  const narrower = widths.filter((width) => width >= 1 && width < widthOf(room));
  return [room, ...narrower.map((width) => beginningOf(direction, room, width))];
}

/** The part of a slice that a walk has still before it. */
export function aheadOf({ direction, edgeMs }: SliceEdge, { startMs, endMs }: TimeRange): TimeRange {
  return direction === 'forward'
    ? { startMs: Math.max(startMs, edgeMs), endMs }
    : { startMs, endMs: Math.min(endMs, edgeMs) };
}

/**
 * A slice that begins (ends, if backward) as `whole` does and has about `rows` rows: the one with the coarsest end that has
 * more than half of them.
 */
export function cutAt(
  direction: SliceEdge['direction'],
  whole: TimeRange,
  rows: number,
  rowsOf: (time: TimeRange) => number,
): TimeRange {
  const isForward = direction === 'forward';
  const upTo = (widthMs: number) => beginningOf(direction, whole, widthMs);
  let [fits, exceeds] = [1, widthOf(whole)];
  while (exceeds - fits > 1) {
    const middle = Math.floor((fits + exceeds) / 2);
    if (rowsOf(upTo(middle)) <= rows) fits = middle;
    else exceeds = middle;
  }
  const exact = upTo(fits);
  const coarser = GRID_WIDTHS.map((width) =>
    isForward
      ? { ...exact, endMs: cellAt(exact.endMs, width).startMs }
      : { ...exact, startMs: cellAt(exact.startMs - 1, width).endMs },
  );
  return coarser.find((time) => widthOf(time) > 0 && rowsOf(time) > rows / 2) ?? exact;
}

/** The part of a time that a walk comes to first. */
function beginningOf(direction: SliceEdge['direction'], { startMs, endMs }: TimeRange, widthMs: number): TimeRange {
  return direction === 'forward' ? { startMs, endMs: startMs + widthMs } : { startMs: endMs - widthMs, endMs };
}
