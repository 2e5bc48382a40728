import { PagesShifted } from './dialect.ts';
import type { NextPage, Transaction, TransactionsPage, TransactionsQuery } from './types.ts';

/** Loads the page at `next` of the page before it, the first page if null. `fresh` bypasses the cache. */
export type LoadPage = (query: TransactionsQuery, next: NextPage | null, fresh: boolean) => Promise<TransactionsPage>;

/** The rows of a window, each once: all of them, or those read before the reading stopped. */
export type WindowReading = {
  readonly transactions: readonly Transaction[];
  /** Why the reading stopped early; null if the window was read completely. */
  readonly stopped: 'unwanted' | 'shifted' | 'repeated' | null;
  /** Upstream pages requested. */
  readonly pages: number;
  /** When the oldest page was read. */
  readonly fetchedAt: string;
};

/** How often a window is read while its rows shift. */
const ATTEMPTS = 3;

/**
 * Reads a window page by page. `goesOn` is called with all rows so far and the latest page, and says whether to read the
 * next one. If rows shift in the meantime, the window is read again with all its pages: three times, or twice if a page
 * comes again both times, because a row that shifts looks like that if a page has only one. Price: one call per page.
 */
export async function readWindow(
  load: LoadPage,
  query: TransactionsQuery,
  goesOn: (rows: ReadonlyMap<string, Transaction>, page: TransactionsPage) => boolean | Promise<boolean>,
): Promise<WindowReading> {
  let pages = 0;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const rows = new Map<string, Transaction>();
    let fetchedAt = '';
    try {
      for (let next: NextPage | null = null; ; ) {
        pages += 1;
        const page: TransactionsPage = await load(query, next, attempt > 1 || next?.fresh === true);
        for (const row of page.transactions) rows.set(row.transactionId, row);
        if (fetchedAt === '' || page.fetchedAt < fetchedAt) fetchedAt = page.fetchedAt;
        next = page.next;
        const wanted = next !== null && (await goesOn(rows, page));
        if (!wanted)
          return { transactions: [...rows.values()], stopped: next === null ? null : 'unwanted', pages, fetchedAt };
      }
    } catch (error) {
      if (!(error instanceof PagesShifted)) throw error;
      if (error.repeated && attempt > 1)
        return { transactions: [...rows.values()], stopped: 'repeated', pages, fetchedAt };
    }
  }
  return { transactions: [], stopped: 'shifted', pages, fetchedAt: '' };
}
