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
  'that grows through the day': (share) => Math.sqrt(share) * (DAY_MS - 1),
};

/** The orders in which an upstream may list rows. */
const ORDERS: Record<string, (rows: StoredTransaction[]) => StoredTransaction[]> = {
  'by time': (rows) => rows,
  'newest first': (rows) => rows.toReversed(),
  'in no order': (rows) => rows.map((_, index) => rows[(index * 7919) % rows.length] as StoredTransaction),
};

type Page = { readonly first: number } | { readonly last: number };

/** The calls of a first page on a new gateway; checks its names. */
async function callsOf(count: number, length: number, shape: string, order: string, page: Page): Promise<number> {
  const at = SHAPES[shape] as (share: number) => number;
  const rows = Array.from({ length: count }, (_, index) => ({
    transactionId: `t${String(index).padStart(6, '0')}`,
    attemptedMs: FIRST_DAY + Math.floor(at(index / count)),
  }));
  const ordered = ORDERS[order] as (rows: StoredTransaction[]) => StoredTransaction[];
  const upstream = await startTransactionsUpstream({ transactions: ordered(rows), pageLength: () => length });
  const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)], cache: {} });
  const args = attempted({ startMs: FIRST_DAY, endMs: FIRST_DAY + DAY_MS });
  const { names } = await readPage(gateway, { field: 'transactions', name: 'transactionId', args }, page);
  const wanted = 'first' in page ? rows.slice(0, page.first) : rows.slice(-page.last);
  expect(names).toEqual(wanted.map(({ transactionId }) => transactionId));
  return upstream.requests.length;
}

const SOME = { first: 50 };
const LAST = { last: 50 };
/** The end of the list that such an upstream shows last. */
const FAR = [
  ['by time', LAST],
  ['newest first', SOME],
] as const;
const NEAR = Object.keys(ORDERS).flatMap((order) => {
  return [SOME, LAST]
    .filter((page) => !FAR.some(([o, p]) => o === order && p === page))
    .map((page) => ({ order, page }));
});

describe('the price of a first page of a day with traffic', () => {
  it.each(Object.keys(SHAPES))('%s is at most 3 calls from the end that is listed first', async (shape) => {
    for (const { order, page } of NEAR) {
      for (const length of [500, 1250]) {
        expect(await callsOf(10_000, length, shape, order, page)).toBeLessThanOrEqual(3);
      }
    }
  });

  it.each([
    ['even', 3],
    ['of ten minutes in the morning', 3],
    ['of ten minutes before midnight', 3],
    ['of ten minutes after midnight', 3],
    ['of two peaks', 6],
    ['that grows through the day', 5],
  ])('%s is at most %i calls from the end that is listed last', async (shape, calls) => {
    for (const [order, page] of FAR) {
      for (const length of [500, 1250]) {
        expect(await callsOf(10_000, length, shape, order, page)).toBeLessThanOrEqual(calls);
      }
    }
  });

  it.each([1000, 9999])('of 100,000 rows, in pages of %i, is at most 3 calls', { timeout: 60_000 }, async (length) => {
    expect(await callsOf(100_000, length, 'even', 'by time', SOME)).toBeLessThanOrEqual(3);
    expect(await callsOf(100_000, length, 'of ten minutes in the morning', 'by time', LAST)).toBeLessThanOrEqual(3);
  });
});
