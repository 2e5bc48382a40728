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
/** How finely the widths of `spansAt` divide each width of the grid. */
const FRACTIONS = [1, 7 / 8, 6 / 8, 5 / 8];

/** The cells of the grid that the next slice may be, widest first. Walks that come the same way share them. */
export function cellsAt({ direction, edgeMs, isFirst, now }: SliceEdge): readonly TimeRange[] {
  const isForward = direction === 'forward';
  const instant = isForward ? edgeMs : edgeMs - 1;
  const cells = GRID_WIDTHS.map((width) => cellAt(instant, width));
  if (!isFirst) return cells.filter(({ startMs, endMs }) => (isForward ? startMs >= edgeMs : endMs <= edgeMs));
  if (isForward) return cells;
  const newest = newestAt(instant, now);
  const narrowestMs = Math.min(...newest.map(widthOf));
  return [...newest, ...cells.filter((cell) => widthOf(cell) < narrowestMs)];
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
  return [
    room,
    ...narrower.map((width) => (isForward ? { ...room, endMs: edgeMs + width } : { ...room, startMs: edgeMs - width })),
  ];
}

/** The part of a slice that a walk has still before it. */
export function aheadOf({ direction, edgeMs }: SliceEdge, { startMs, endMs }: TimeRange): TimeRange {
  return direction === 'forward'
    ? { startMs: Math.max(startMs, edgeMs), endMs }
    : { startMs, endMs: Math.min(endMs, edgeMs) };
}
