import type { TimeRange } from '../wire-values.ts';

/** The widest window that a transactions call takes. */
export const DAY_MS = 24 * 60 * 60_000;

/**
 * The widths of the grid, widest first: a day, its halves down to 84 seconds, then narrower parts down to a millisecond.
 * Each width divides the one before it, so that no cell crosses the end of a wider one.
 */
export const GRID_WIDTHS: readonly number[] = [
  ...Array.from({ length: 11 }, (_, halvings) => DAY_MS / 2 ** halvings),
  ...[3, 9, 27, 135, 675, 3375, 16_875, 84_375].map((parts) => DAY_MS / 2 ** 10 / parts),
];

/** The cell of this width around an instant. */
export function cellAt(instantMs: number, widthMs: number): TimeRange {
  const startMs = Math.floor(instantMs / widthMs) * widthMs;
  return { startMs, endMs: startMs + widthMs };
}

/** The smallest cell around a range; if there is none, the day that the range begins on. */
export function cellAround({ startMs, endMs }: TimeRange): TimeRange {
  const widthMs = GRID_WIDTHS.findLast((width) => cellAt(startMs, width).endMs >= endMs) ?? DAY_MS;
  return cellAt(startMs, widthMs);
}

/**
 * The window to request so that the answer holds all of a slice, whether or not the upstream's start is inclusive: it
 * begins a millisecond earlier. A slice that begins at midnight does not: it may be a whole day, which leaves no room in
 * 24 hours, or the first day that LivePerson keeps.
 */
export function windowAround({ startMs, endMs }: TimeRange): TimeRange {
  return { startMs: startMs % DAY_MS === 0 ? startMs : startMs - 1, endMs };
}

/** Milliseconds from start to end. */
export function widthOf({ startMs, endMs }: TimeRange): number {
  return endMs - startMs;
}
