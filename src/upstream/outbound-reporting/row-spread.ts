import type { TimeRange } from '../wire-values.ts';
import { widthOf } from './time-grid.ts';
import type { Transaction } from './types.ts';

/**
 * Estimates how many of the `total` rows of a time lie in a part of it, by the rows of its first page. If those are
 * spread over the whole time, they are taken for a sample. If they come from one piece of it, the upstream lists the
 * time in order: the piece is known, and the rest is taken to be even.
 */
export function spreadOf(time: TimeRange, total: number, page: readonly Transaction[]): (part: TimeRange) => number {
  const instants = page.map(({ attemptedTime }) => Date.parse(attemptedTime)).sort((a, b) => a - b);
  const piece = { startMs: instants[0] ?? 0, endMs: (instants.at(-1) ?? 0) + 1 };
  const knownIn = ({ startMs, endMs }: TimeRange) => instants.filter((at) => at >= startMs && at < endMs).length;
  const restMs = widthOf(time) - widthOf(piece);
  if (restMs < widthOf(time) / 2) return (part) => (total * knownIn(part)) / instants.length;
  return (part) => {
    const restOfPartMs = Math.max(0, widthOf(part) - commonMs(part, piece));
    return knownIn(part) + ((total - instants.length) * restOfPartMs) / restMs;
  };
}

function commonMs(a: TimeRange, b: TimeRange): number {
  return Math.max(0, Math.min(a.endMs, b.endMs) - Math.max(a.startMs, b.startMs));
}
