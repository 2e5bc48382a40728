import type { Transaction } from '../upstream/outbound-reporting/types.ts';
import type { HeldSlice } from '../upstream/outbound-reporting/walk-slices.ts';
import type { TimeRange } from '../upstream/wire-values.ts';

/** What a scan reads, and what it keeps. */
export type ScanOptions = {
  readonly walk: AsyncIterator<HeldSlice>;
  readonly direction: 'forward' | 'backward';
  /** The time that the walk covers. */
  readonly range: TimeRange;
  readonly matches: (transaction: Transaction) => boolean;
  /** Called with all rows of each slice. True if no row of a later slice can match. */
  readonly isLast: (rows: readonly Transaction[]) => boolean;
  /** False if no further slice may be read after so many upstream pages. */
  readonly mayRead: (pages: number) => boolean;
};

/** Reads a walk as far as needed, and no slice further. */
export type Scan = {
  /** The next matches in the order of the walk, at most `count`; fewer at its end, or if no further slice may be read. */
  take(count: number): Promise<readonly Transaction[]>;
  /** Whether there are more matches: exact, but true without looking if no further slice may be read. */
  hasMore(): Promise<boolean>;
  /** Begins to read the next slice, so that its pages are cached for the next request. */
  readAhead(): void;
  /** How many rows the matches still to be taken will probably cost, by the rows read before. */
  wanted(): number;
  /** The matches that were read and not taken. */
  left(): number;
  /** Whether the last slice that was read begins in the range of the walk, so that no walk before needed it. */
  isNew(): boolean;
  /** Where to continue if the scan stopped early, in epoch milliseconds; null if it did not. */
  stoppedAt(): number | null;
  /** Upstream pages that were read. */
  pages(): number;
  /** When the oldest page was read; null if no page was read. */
  fetchedAt(): string | null;
};

/** A scan of a walk for its matches. */
export function createScan({ walk, direction, range, matches, isLast, mayRead }: ScanOptions): Scan {
  let buffer: Transaction[] = [];
  let ended = false;
  let stopped = false;
  let reachedMs: number | null = null;
  let pages = 0;
  let fetchedAt: string | null = null;
  let count = 0;
  let isNew = false;
  let seen = { rows: 1, matches: 1 };
  let ahead: Promise<IteratorResult<HeldSlice>> | null = null;

  const nextStep = () => {
    const step = ahead ?? walk.next();
    ahead = null;
    return step;
  };

  const readSlice = (slice: HeldSlice) => {
    const matching = slice.transactions.filter(matches);
    // A long search holds only the pages that it delivers from.
    if (matching.length === 0 && slice.transactions.length > 0) slice.forget();
    seen = { rows: seen.rows + slice.transactions.length, matches: seen.matches + matching.length };
    buffer = buffer.concat(direction === 'forward' ? matching : matching.reverse());
    reachedMs = direction === 'forward' ? slice.time.endMs : slice.time.startMs;
    const isAtEnd = direction === 'forward' ? reachedMs >= range.endMs : reachedMs <= range.startMs;
    ended = isAtEnd || isLast(slice.transactions);
    isNew = direction === 'forward' ? slice.time.startMs >= range.startMs : slice.time.endMs <= range.endMs;
    pages += slice.pages;
    if (fetchedAt === null || slice.fetchedAt < fetchedAt) fetchedAt = slice.fetchedAt;
  };

  const fill = async (most: number) => {
    count = most;
    while (buffer.length < count && !ended && !stopped) {
      if (reachedMs !== null && !mayRead(pages)) stopped = true;
      else {
        const step = await nextStep();
        if (step.done) ended = true;
        else readSlice(step.value);
      }
    }
  };

  return {
    async take(count) {
      await fill(count);
      return buffer.splice(0, count);
    },
    async hasMore() {
      await fill(1);
      return buffer.length > 0 || stopped;
    },
    readAhead() {
      if (ended || stopped || ahead !== null) return;
      ahead = walk.next();
      // The next `take` reports its failure.
      ahead.catch(() => undefined);
    },
    wanted: () => ((count - buffer.length) * seen.rows) / seen.matches,
    left: () => buffer.length,
    isNew: () => isNew,
    stoppedAt: () => (stopped ? reachedMs : null),
    pages: () => pages,
    fetchedAt: () => fetchedAt,
  };
}
