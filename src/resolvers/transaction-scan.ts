import type { Transaction } from '../upstream/outbound-reporting/types.ts';
import type { TransactionPosition, WalkedPage } from '../upstream/outbound-reporting/walk-window.ts';

/** A transaction and where it was seen. */
type ScannedTransaction = { readonly transaction: Transaction; readonly position: TransactionPosition };

/** What a scan walks over, and what it looks for. */
export type ScanOptions = {
  readonly walk: AsyncIterator<WalkedPage>;
  readonly matches: (transaction: Transaction) => boolean;
  /** False when no further upstream page may be read. */
  readonly mayRead: () => boolean;
  /** Told of each page that has transactions, none of which matches. */
  readonly onBarren: (page: WalkedPage) => void;
};

/** Reads a walk as far as it is asked to, and no page further. */
export type Scan = {
  /** The next matches, at most `count`; fewer at the end of the list, or when no further page may be read. */
  take(count: number): Promise<readonly ScannedTransaction[]>;
  /** Whether more would come: exact, but true without looking when no further page may be read. */
  hasMore(): Promise<boolean>;
  /** Where to go on when the scan stopped early for lack of pages; null when it did not. */
  stoppedAt(): TransactionPosition | null;
  /** When the oldest page was read; null when none was. */
  fetchedAt(): string | null;
};

/** A scan of a walk for what matches. */
export function createScan({ walk, matches, mayRead, onBarren }: ScanOptions): Scan {
  let buffer: ScannedTransaction[] = [];
  let ended = false;
  let stopped = false;
  let scannedTo: TransactionPosition | null = null;
  let fetchedAt: string | null = null;

  const readPage = (page: WalkedPage) => {
    const { windowStartMs, offset, transactions, next } = page;
    const found = transactions.filter(matches).map((transaction) => {
      return { transaction, position: { windowStartMs, offset, transactionId: transaction.transactionId } };
    });
    if (found.length === 0 && transactions.length > 0) onBarren(page);
    buffer = [...buffer, ...found];
    scannedTo = next;
    ended = next === null;
    if (fetchedAt === null || page.fetchedAt < fetchedAt) fetchedAt = page.fetchedAt || fetchedAt;
  };

  const fill = async (count: number) => {
    while (buffer.length < count && !ended && !stopped) {
      stopped = !mayRead();
      const step = stopped ? null : await walk.next();
      if (step?.done) ended = true;
      else if (step) readPage(step.value);
    }
  };

  return {
    async take(count) {
      await fill(count);
      const taken = buffer.slice(0, count);
      buffer = buffer.slice(count);
      return taken;
    },
    async hasMore() {
      await fill(1);
      return buffer.length > 0 || stopped;
    },
    stoppedAt: () => (stopped ? scannedTo : null),
    fetchedAt: () => fetchedAt,
  };
}
