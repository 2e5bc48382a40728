import { describe, expect, it, vi } from 'vitest';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { type PagedField, readPage } from '../support/pages.ts';
import { startTransactionsUpstream, type TransactionsStore } from '../support/transactions-upstream.ts';

const TEN = Date.parse('2026-03-10T10:00:00.000Z');
const PAGED: PagedField = {
  field: 'transactions',
  name: 'transactionId',
  args: 'attempted: { start: "2026-03-10T00:00:00Z", end: "2026-03-11T00:00:00Z" }',
};
const stored = (transactionId: string, afterMs: number) => ({ transactionId, attemptedMs: TEN + afterMs });

/** Two gateways, each with a memory of its own, over one upstream. */
async function startTwo(store: TransactionsStore, cache = {}) {
  const upstream = await startTransactionsUpstream(store);
  const start = () => startTestGateway({ accounts: [accountAt(upstream.url)], cache });
  return { upstream, one: await start(), other: await start() };
}

describe('a cursor and slices of different ages', () => {
  it('goes on in a slice that is older than the cursor, or newer', async () => {
    const store: TransactionsStore = { transactions: [stored('a', 0), stored('c', 2)] };
    const { one, other, upstream } = await startTwo(store);
    expect((await readPage(one, PAGED, { first: 1 })).names).toEqual(['a']);
    store.transactions = [stored('a', 0), stored('b', 1), stored('c', 2)];
    const late = await readPage(other, PAGED, { first: 2 });
    expect(late.names).toEqual(['a', 'b']);
    expect((await readPage(one, PAGED, { first: 5, after: late.endCursor })).names).toEqual(['c']);
    const old = await readPage(one, PAGED, { first: 1 });
    expect((await readPage(other, PAGED, { first: 5, after: old.endCursor })).names).toEqual(['b', 'c']);
    expect(upstream.requests).toHaveLength(2);
  });

  it('reads a slice anew whose kept pages do not fit together any more', async () => {
    const list = Array.from({ length: 20 }, (_, index) => stored(`t${10 + index}`, index));
    const store: TransactionsStore = { transactions: list, pageLength: () => 12 };
    // What is fresh for a millisecond is served stale once more, while it is read behind that.
    const { one } = await startTwo(store, { settledMs: 1, recentMs: 1, staleWhileRevalidateMs: 60_000 });
    const names = list.map(({ transactionId }) => transactionId);
    expect((await readPage(one, PAGED, { first: 50 })).names).toEqual(names);
    store.transactions = list.slice(5);
    await vi.waitFor(async () => expect((await readPage(one, PAGED, { first: 50 })).names).toEqual(names.slice(5)));
  });
});
