import type { TimeRange } from '../wire-values.ts';
import { widthOf } from './time-grid.ts';
import type { Transaction } from './types.ts';

/** Rows of an order of time may be out of their places by this share of the time that they cover. */
const TOLERATED = 1 / 8;
/** Rows so dense that all of them would need only this share of their time are a peak. */
const PEAK = 1 / 4;

/**
 * Estimates how many of the `total` rows of a time lie in a part of it, by the rows read first, in the upstream's order.
 * If that is roughly an order of time, these are all rows up to the last of them, and the rest is taken to be even, or to
 * go on as densely if the rows are a steep peak. If not, they are taken for a sample of the whole time.
 */
export function spreadOf(time: TimeRange, total: number, rows: readonly Transaction[]): (part: TimeRange) => number {
  const instants = rows.map(({ attemptedTime }) => Date.parse(attemptedTime));
  const knownIn = ({ startMs, endMs }: TimeRange) => instants.filter((at) => at >= startMs && at < endMs).length;
  const left = total - instants.length;
  const rest = restOf(time, instants, left);
  if (rest === null) return (part) => (total * knownIn(part)) / instants.length;
  return (part) => knownIn(part) + (left * commonMs(part, rest)) / Math.max(1, widthOf(rest));
}

/** The time of the rows after those that are listed in an order of time; null if they are in no such order. */
function restOf({ startMs, endMs }: TimeRange, instants: readonly number[], left: number): TimeRange | null {
  const latestMs = instants.reduce((a, b) => Math.max(a, b), startMs);
  const earliestMs = instants.reduce((a, b) => Math.min(a, b), endMs);
  const pieceMs = latestMs - earliestMs;
  const denseMs = Math.ceil((left * Math.max(1, pieceMs)) / instants.length);
  const toleratedMs = pieceMs * TOLERATED;
  if (isRising(instants, toleratedMs)) {
    return { startMs: latestMs, endMs: denseMs < (endMs - latestMs) * PEAK ? latestMs + denseMs : endMs };
  }
  if (!isRising(instants.toReversed(), toleratedMs)) return null;
  return { startMs: denseMs < (earliestMs - startMs) * PEAK ? earliestMs - denseMs : startMs, endMs: earliestMs };
}

/** Whether no row is more than `toleratedMs` earlier than one before it. */
function isRising(instants: readonly number[], toleratedMs: number): boolean {
  let latestMs = Number.NEGATIVE_INFINITY;
  return instants.every((at) => {
    latestMs = Math.max(latestMs, at);
    return at >= latestMs - toleratedMs;
  });
}

function commonMs(a: TimeRange, b: TimeRange): number {
  return Math.max(0, Math.min(a.endMs, b.endMs) - Math.max(a.startMs, b.startMs));
}
