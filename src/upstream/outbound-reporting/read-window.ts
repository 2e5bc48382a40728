import { PagesShifted } from './dialect.ts';
import type { NextPage, Transaction, TransactionsPage, TransactionsQuery } from './types.ts';

/** Loads the page at `next` of the page before it, the first page if null. `fresh` bypasses the cache. */
export type LoadPage = (query: TransactionsQuery, next: NextPage | null, fresh: boolean) => Promise<TransactionsPage>;

/** The pages of a window: all of them, or those read before the reading stopped. */
export type WindowReading = {
  readonly pages: readonly TransactionsPage[];
  /** Why the reading stopped early; null if the window was read completely. */
  readonly stopped: 'unwanted' | 'shifted' | 'repeated' | null;
  /** Upstream pages requested. */
  readonly requested: number;
  /** When the oldest page was read. */
  readonly fetchedAt: string;
};

/** How often a window is read while its rows shift. */
const ATTEMPTS = 3;

/**
 * Reads a window page by page. `goesOn` is called with all pages so far, and says whether to read the next one. If rows shift in the meantime, the window is read again with all its pages: three times, or twice if a page
 * comes again both times, because a row that shifts looks like that if a page has only one. Price: one call per page.
 */
export async function readWindow(
  load: LoadPage,
  query: TransactionsQuery,
  goesOn: (pages: readonly TransactionsPage[]) => boolean | Promise<boolean>,
): Promise<WindowReading> {
  let requested = 0;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const pages: TransactionsPage[] = [];
    let fetchedAt = '';
    try {
      for (let next: NextPage | null = null; ; ) {
        requested += 1;
        const page: TransactionsPage = await load(query, next, attempt > 1 || next?.fresh === true);
        pages.push(page);
        if (fetchedAt === '' || page.fetchedAt < fetchedAt) fetchedAt = page.fetchedAt;
        next = page.next;
        const wanted = next !== null && (await goesOn(pages));
        if (!wanted) return { pages, stopped: next === null ? null : 'unwanted', requested, fetchedAt };
      }
    } catch (error) {
      if (!(error instanceof PagesShifted)) throw error;
      if (error.repeated && attempt > 1) return { pages, stopped: 'repeated', requested, fetchedAt };
    }
  }
  return { pages: [], stopped: 'shifted', requested, fetchedAt: '' };
}

/** The rows of pages by their ids, each once: as the latest page has it. */
export function rowsById(pages: readonly TransactionsPage[]): ReadonlyMap<string, Transaction> {
  const rows = new Map<string, Transaction>();
  for (const { transactions } of pages) {
    for (const row of transactions) rows.set(row.transactionId, row);
  }
  return rows;
}
