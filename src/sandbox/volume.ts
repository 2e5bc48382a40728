import { mix, randomFrom } from './random.ts';
import { dayMs, type Series } from './series.ts';

/** The volume of each day relative to a weekday, Sunday first. */
const weekShape = [0.3, 1, 1.04, 1.03, 1, 0.93, 0.45] as const;

/** The relative volume of each UTC hour: a business day in the Americas. */
const hourWeights = [3, 2, 1, 1, 1, 1, 1, 1, 1, 2, 3, 5, 7, 9, 10, 10, 9, 9, 9, 8, 7, 6, 5, 4];

const totalWeight = hourWeights.reduce((sum, weight) => sum + weight, 0);

/** How many messages a series attempts on a day, from the mean of prmsg on a weekday; c2m has a third. */
export function volumeOf(series: Series, dayNumber: number, transactionsPerDay: number): number {
  // Day 0 of the epoch was a Thursday.
  const ofWeek = weekShape[(dayNumber + 4) % 7] ?? 1;
  const ofDay = 0.92 + 0.16 * randomFrom(mix(dayNumber, ~series.seed))();
  return Math.round(transactionsPerDay * ofWeek * ofDay * (series.app === 'c2m' ? 1 / 3 : 1));
}

/**
 * The moment of the day, in milliseconds after midnight, before which the given share (0 to 1) of its messages goes
 * out.
 */
export function momentOfDay(share: number): number {
  let left = share * totalWeight;
  for (const [hour, weight] of hourWeights.entries()) {
    if (left < weight) return Math.floor(((hour + left / weight) * dayMs) / hourWeights.length);
    left -= weight;
  }
  return dayMs - 1;
}
