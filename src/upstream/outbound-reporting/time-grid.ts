import type { TimeRange } from '../wire-values.ts';

/** The widest window that a transactions call takes. */
export const DAY_MS = 24 * 60 * 60_000;

/**
 * The widths of the grid, widest first: a day, its halves down to 84 seconds, and so on to a millisecond. Each divides the
 * one before it, so that the cells of one width lie whole in those of any other.
 */
export const GRID_WIDTHS: readonly number[] = [
  ...Array.from({ length: 11 }, (_, halvings) => DAY_MS / 2 ** halvings),
  ...[3, 9, 27, 135, 675, 3375, 16_875, 84_375].map((parts) => DAY_MS / 2 ** 10 / parts),
];

/** The cell of a width that an instant lies in. */
export function cellAt(instantMs: number, widthMs: number): TimeRange {
  const startMs = Math.floor(instantMs / widthMs) * widthMs;
  return { startMs, endMs: startMs + widthMs };
}

/** The smallest cell that a range lies in, the day that it begins on where none does. */
export function cellAround({ startMs, endMs }: TimeRange): TimeRange {
  const widthMs = GRID_WIDTHS.findLast((width) => cellAt(startMs, width).endMs >= endMs) ?? DAY_MS;
  return cellAt(startMs, widthMs);
}

/**
 * The window to ask for to get all of a cell, whether the upstream's ends are inclusive or not: a millisecond more on both
 * sides. A cell that begins at midnight is asked for from midnight: it may be a whole day, which leaves no room, or be
 * the first that LivePerson keeps.
 */
export function windowAround({ startMs, endMs }: TimeRange): TimeRange {
  return { startMs: startMs % DAY_MS === 0 ? startMs : startMs - 1, endMs };
}

/** Milliseconds from start to end. */
export function widthOf({ startMs, endMs }: TimeRange): number {
  return endMs - startMs;
}
