import { malformed } from '../http/decode.ts';
import type { TimeRange } from '../wire-values.ts';
import { planSlices, type SlicePlan } from './plan-slices.ts';
import { type LoadPage, readWindow } from './read-window.ts';
import type { SliceSizes } from './slice-sizes.ts';
import { cellAt, DAY_MS, windowAround } from './time-grid.ts';
import type { Transaction, TransactionsQuery } from './types.ts';

/** All transactions of a time, by (`attemptedTime`, `transactionId`). */
export type Slice = {
  readonly time: TimeRange;
  readonly transactions: readonly Transaction[];
  /** When the oldest of its pages was read. */
  readonly fetchedAt: string;
  /** Upstream pages that were asked for on the way to it. */
  readonly pages: number;
};

/** A slice whose pages can be let go of, so that a long walk keeps few of them. */
export type HeldSlice = Slice & { forget(): void };

/** What is walked over, and how. */
export type SliceWalk = {
  readonly question: Omit<TransactionsQuery, 'window'>;
  /** The slices together hold at least this; the first and the last may hold more. */
  readonly range: TimeRange;
  /** The range of the whole list that the walk is a part of: where nothing is known, no slice is much wider. */
  readonly listed: TimeRange;
  readonly direction: 'forward' | 'backward';
  /** True when the first slice is all that may be wanted, so that it should cost little. */
  readonly quick: boolean;
  /** Epoch milliseconds. Nothing was attempted later. */
  readonly now: number;
  /** How many more rows a quick walk is likely to need; asked before each slice. */
  readonly wanted: () => number;
  /** How many more upstream pages may be read; asked before each slice. */
  readonly pagesLeft: () => number;
};

/** Where a walk gets its rows from. */
export type SliceSource = {
  readonly load: LoadPage;
  /** How many transactions a day has, by another operation; null when that cannot be known. */
  readonly count: (day: TimeRange) => Promise<number | null>;
  readonly sizes: SliceSizes;
};

/**
 * Slices that lie next to each other, from one end of a range to the other, each on a cell of the time grid. Throws
 * `UPSTREAM_MALFORMED` when the pages of a slice do not fit together however often they are read. Price: see `planSlices`.
 */
export async function* walkSlices({ load, count, sizes }: SliceSource, walk: SliceWalk): AsyncGenerator<Slice> {
  const { range, direction, question } = walk;
  const plans = planSlices(sizes, walk);
  const counted = new Set<number>();

  /** Asks once for each day. */
  const countDay = async ({ startMs }: TimeRange): Promise<number | null> => {
    const day = cellAt(startMs, DAY_MS);
    if (counted.has(day.startMs)) return null;
    counted.add(day.startMs);
    return count(day);
  };

  const readSlice = async (first: SlicePlan): Promise<Slice> => {
    let pages = 0;
    for (let plan = first; ; ) {
      const { time } = plan;
      const window = windowAround(time);
      const reading = await readWindow(load, { ...question, window }, async (rows, { transactions }) => {
        if (transactions.length > 0) sizes.paged(transactions.length);
        if (sizes.repeats()) return false;
        if (rows.size <= plan.expected) return true;
        plan = plans.outgrown(plan, [...rows.values()], plans.wantsCount(plan) ? await countDay(time) : null);
        return plan.time === time;
      });
      pages += reading.pages;
      if (reading.gaveUp === null) {
        const transactions = inOrder(reading.transactions, time);
        plans.done(time, transactions.length);
        return { time, transactions, fetchedAt: reading.fetchedAt, pages };
      }
      if (reading.gaveUp === 'repeated') sizes.repeated();
      if (reading.gaveUp === 'shifted' || sizes.repeats()) plan = plans.narrower(plan);
      if (plan.time === time) throw malformed('OUTBOUND_REPORTING', 'page');
    }
  };

  let edge = direction === 'forward' ? range.startMs : range.endMs;
  while (direction === 'forward' ? edge < range.endMs : edge > range.startMs) {
    const slice = await readSlice(plans.next(edge));
    yield slice;
    edge = direction === 'forward' ? slice.time.endMs : slice.time.startMs;
  }
}

/** The rows of a time, in order. An upstream whose ends are inclusive, or rounded, shows those around it, too. */
function inOrder(transactions: readonly Transaction[], { startMs, endMs }: TimeRange): Transaction[] {
  const [start, end] = [new Date(startMs).toISOString(), new Date(endMs).toISOString()];
  return transactions
    .filter(({ attemptedTime }) => attemptedTime >= start && attemptedTime < end)
    .sort((a, b) => compare(a.attemptedTime, b.attemptedTime) || compare(a.transactionId, b.transactionId));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
