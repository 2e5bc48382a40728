import { describe, expect, it } from 'vitest';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { readPage } from '../support/pages.ts';
import { attempted, FIRST_DAY } from '../support/transactions-arbitraries.ts';
import { type StoredTransaction, startTransactionsUpstream } from '../support/transactions-upstream.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** When the row at a share of a day's rows (0 to 1) was attempted, in milliseconds after midnight. */
const SHAPES: Record<string, (share: number) => number> = {
  even: (share) => share * (DAY_MS - 1),
  'of ten minutes in the morning': (share) => 9 * 60 * MINUTE_MS + share * 10 * MINUTE_MS,
  'of ten minutes before midnight': (share) => DAY_MS - 1 - (1 - share) * 10 * MINUTE_MS,
  'of ten minutes after midnight': (share) => share * 10 * MINUTE_MS,
  'of two peaks': (share) => (share < 0.5 ? 9 : 17) * 60 * MINUTE_MS + share * 30 * MINUTE_MS,
  'that grow through the day': (share) => Math.sqrt(share) * (DAY_MS - 1),
};

/** The orders in which an upstream may list rows. */
const ORDERS: Record<string, (rows: StoredTransaction[]) => StoredTransaction[]> = {
  'by time': (rows) => rows,
  'newest first': (rows) => rows.toReversed(),
  'in no order': (rows) => rows.map((_, index) => rows[(index * 7919) % rows.length] as StoredTransaction),
};

const rowsOf = (count: number, shape: (share: number) => number): StoredTransaction[] =>
  Array.from({ length: count }, (_, index) => ({
    transactionId: `t${String(index).padStart(6, '0')}`,
    attemptedMs: FIRST_DAY + Math.floor(shape(index / count)),
  }));

describe('DBG', () => {
  it('prints', { timeout: 300_000 }, async () => {
    for (const [shape, at] of Object.entries(SHAPES))
      for (const [count, length] of [[10_000, 500], [10_000, 1250], [100_000, 1000], [100_000, 9999]] as const) {
        if (!shape.includes("two") && !shape.includes("grow")) continue;
        const out: string[] = [];
        for (const [order, ordered] of Object.entries(ORDERS))
          for (const page of [{ first: 50 }, { last: 50 }]) {
            const store = { transactions: ordered(rowsOf(count, at)), pageLength: () => length };
            const upstream = await startTransactionsUpstream(store);
            const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)], cache: {} });
            const paged = { field: 'transactions', name: 'transactionId', args: attempted({ startMs: FIRST_DAY, endMs: FIRST_DAY + DAY_MS }) };
            await readPage(gateway, paged, page);
            out.push(`${order} ${JSON.stringify(page)} ${upstream.requests.length}`);
          }
        console.log(shape, count, length, out.join(' | '));
      }
    expect(1).toBe(1);
  });
});
