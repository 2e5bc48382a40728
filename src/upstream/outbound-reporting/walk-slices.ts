import { malformed } from '../http/decode.ts';
import type { TimeRange } from '../wire-values.ts';
import type { SlicePlan } from './choose-slice.ts';
import { planSlices, type SlicePlans, type WalkOptions } from './plan-slices.ts';
import { type LoadPage, readWindow, rowsById } from './read-window.ts';
import type { RowStatistics } from './row-statistics.ts';
import { windowAround } from './time-grid.ts';
import { comparePositions } from './transaction-position.ts';
import type { PageSource, Transaction, TransactionsPage, TransactionsQuery } from './types.ts';

/** All transactions of a time, by (`attemptedTime`, `transactionId`). */
export type Slice = {
  readonly time: TimeRange;
  readonly transactions: readonly Transaction[];
  /** When the oldest of its pages was read. */
  readonly fetchedAt: string;
  /** The upstream answers that it was read from. */
  readonly sources: readonly PageSource[];
  /** The upstream pages requested for it, including those of slices given up for it. */
  readonly pages: number;
};

/** A slice whose pages can be released, so that a long walk holds few of them. */
export type HeldSlice = Slice & { forget(): void };

/** A walk, and what is asked of each of its slices. */
export type SliceWalk = WalkOptions & { readonly question: Omit<TransactionsQuery, 'window'> };

/** Where a walk gets its rows from. */
export type SliceSource = {
  readonly load: LoadPage;
  /** How many transactions a time has, by another operation; null if that cannot be known. */
  readonly count: (time: TimeRange) => Promise<number | null>;
  readonly statistics: RowStatistics;
  /** Waits for what another walk finds out; throws at the deadline of this one. */
  readonly waitFor: (known: Promise<void>) => Promise<void>;
};

/** Counts of one walk: of its first slice, and of others that are much larger than expected. */
const MAX_COUNTS = 3;

/**
 * Adjacent slices, from one end of a range to the other. Throws `UPSTREAM_MALFORMED` if the pages of a slice do not fit
 * together, however often they are read. Price: see `planSlices`.
 */
export async function* walkSlices(source: SliceSource, walk: SliceWalk): AsyncGenerator<Slice> {
  const { range, direction, question } = walk;
  const isForward = direction === 'forward';
  const plans = planSlices(source.statistics, walk);
  const counting = { ...source, count: limited(source.count) };
  let edgeMs = isForward ? range.startMs : range.endMs;
  while (isForward ? edgeMs < range.endMs : edgeMs > range.startMs) {
    const read = () => readSlice(counting, question, plans, edgeMs);
    const timeOf = () => plans.next(edgeMs).time;
    const slice = await source.statistics.scout.run(timeOf, read, source.waitFor);
    yield slice;
    edgeMs = isForward ? slice.time.endMs : slice.time.startMs;
  }
}

/** Counts so often; null from then on. */
function limited(count: SliceSource['count']): SliceSource['count'] {
  let left = MAX_COUNTS;
  return async (time) => {
    left -= 1;
    return left < 0 ? null : count(time);
  };
}

/** Reads the slice at an edge. While it turns out to be too large, or its pages do not fit together, a smaller one. */
async function readSlice(
  { load, count, statistics }: SliceSource,
  question: SliceWalk['question'],
  plans: SlicePlans,
  edgeMs: number,
): Promise<Slice> {
  let pages = 0;
  let plan: SlicePlan = plans.next(edgeMs);
  let takeBack = () => {};
  try {
    for (;;) {
      const { time } = plan;
      takeBack = statistics.addPlan(plan);
      const query = { ...question, window: windowAround(time) };
      const reading = await readWindow(load, query, async (soFar) => {
        const latest = soFar.at(-1)?.transactions.length ?? 0;
        if (latest > 0) statistics.addPage(latest);
        if (statistics.repeatsPages()) return false;
        if (mostRows(soFar) <= plan.expected) return true;
        const rows = [...rowsById(soFar).values()];
        if (rows.length <= plan.expected) return true;
        plan = plans.outgrown(plan, rows, plans.wantsCount(plan) ? await count(time) : null);
        if (plan.time !== time) return false;
        takeBack = statistics.addPlan(plan);
        return true;
      });
      pages += reading.requested;
      if (reading.stopped === null) {
        const transactions = orderedOnce(reading.pages, time);
        plans.done(time, transactions.length);
        const sources = reading.pages.map(({ source }) => source);
        return { time, transactions, fetchedAt: reading.fetchedAt, sources, pages };
      }
      statistics.forget(time);
      if (reading.stopped === 'repeated') statistics.setRepeatsPages();
      if (reading.stopped === 'shifted' || statistics.repeatsPages()) plan = plans.narrower(plan);
      if (plan.time === time) throw malformed('OUTBOUND_REPORTING', 'page');
    }
  } catch (error) {
    takeBack();
    throw error;
  }
}

/** The rows of pages, repeated ones included. */
function mostRows(pages: readonly TransactionsPage[]): number {
  return pages.reduce((sum, { transactions }) => sum + transactions.length, 0);
}

/** The rows of a time in order, and the answers that they were made from. */
type OrderedRows = {
  readonly answers: readonly (readonly Transaction[])[];
  readonly time: TimeRange;
  readonly rows: readonly Transaction[];
};

/** By the first of their answers, until the garbage collector takes that. */
const known = new WeakMap<readonly Transaction[], OrderedRows>();

/** `inOrder`. The pages of an export cut the same slice again and again, so it is ordered once for the same answers. */
function orderedOnce(pages: readonly TransactionsPage[], time: TimeRange): readonly Transaction[] {
  const answers = pages.map(({ answered }) => answered);
  const [first] = answers as [readonly Transaction[]];
  const before = known.get(first);
  if (before !== undefined && isSameTime(before.time, time) && isSameList(before.answers, answers)) return before.rows;
  const rows = inOrder(rowsById(pages).values(), time);
  known.set(first, { answers, time, rows });
  return rows;
}

function isSameTime(one: TimeRange, other: TimeRange): boolean {
  return one.startMs === other.startMs && one.endMs === other.endMs;
}

function isSameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

/** The rows of a time, in order, without those around it, which an upstream shows if it rounds or includes the ends. */
function inOrder(transactions: Iterable<Transaction>, { startMs, endMs }: TimeRange): Transaction[] {
  const [start, end] = [new Date(startMs).toISOString(), new Date(endMs).toISOString()];
  return Array.from(transactions)
    .filter(({ attemptedTime }) => attemptedTime >= start && attemptedTime < end)
    .sort(comparePositions);
}
