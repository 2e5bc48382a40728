import { PagesShifted } from './dialect.ts';
import type { NextPage, Transaction, TransactionsPage, TransactionsQuery } from './types.ts';

/** Loads the page at `next` of the page before it, null for the first; `fresh` from the upstream, whatever is kept. */
export type LoadPage = (query: TransactionsQuery, next: NextPage | null, fresh: boolean) => Promise<TransactionsPage>;

/** What was read of a window: all its rows, each once, or what there was of them when the reading was given up. */
export type WindowReading = {
  readonly transactions: readonly Transaction[];
  /** Why it was given up; null when the window was read whole. */
  readonly gaveUp: 'unwanted' | 'shifted' | 'repeated' | null;
  /** Upstream pages that were asked for. */
  readonly pages: number;
  /** When the oldest page was read. */
  readonly fetchedAt: string;
};

/** A window whose rows shift is read so often. */
const ATTEMPTS = 3;

/**
 * Reads a window page by page. `goesOn` is asked, with all rows so far and the latest page, whether the next page is
 * wanted. When rows shift in the meantime, the window is read again, with all its pages; not when the upstream repeats a
 * page. Price: one call a page.
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
          return { transactions: [...rows.values()], gaveUp: next === null ? null : 'unwanted', pages, fetchedAt };
      }
    } catch (error) {
      if (!(error instanceof PagesShifted)) throw error;
      if (error.repeated) return { transactions: [...rows.values()], gaveUp: 'repeated', pages, fetchedAt };
    }
  }
  return { transactions: [], gaveUp: 'shifted', pages, fetchedAt: '' };
}
