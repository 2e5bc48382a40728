import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { askPage, type PagedField, readPage } from '../support/pages.ts';
import { attempted, FIRST_DAY } from '../support/transactions-arbitraries.ts';
import {
  type StoredTransaction,
  startTransactionsUpstream,
  type TransactionsStore,
} from '../support/transactions-upstream.ts';

const DAY_MS = 24 * 60 * 60_000;
const PAGED: PagedField = {
  field: 'transactions',
  name: 'transactionId',
  args: attempted({ startMs: FIRST_DAY, endMs: FIRST_DAY + 2 * DAY_MS }),
};

const stored = (transactionId: string): StoredTransaction => ({ transactionId, attemptedMs: FIRST_DAY + 1000 });
const several = (count: number, prefix = 't') =>
  Array.from({ length: count }, (_, index) => stored(`${prefix}${index}`));
const names = (transactions: readonly StoredTransaction[]) => transactions.map(({ transactionId }) => transactionId);

async function startShifting(reportingApi: string) {
  const store: TransactionsStore = { transactions: [] };
  const upstream = await startTransactionsUpstream(store);
  const gateway = await startTestGateway({ accounts: [accountAt(upstream.url, { reportingApi })] });
  return { store, upstream, gateway };
}

describe.each(['documented', 'v2'])('Account.transactions while rows shift, in the %s dialect', (reportingApi) => {
  it('gives nothing twice and leaves nothing out when late events come between client pages', async () => {
    const { store, gateway } = await startShifting(reportingApi);
    const late = fc.record({ at: fc.nat(40), count: fc.integer({ min: 1, max: 6 }) });
    const world = {
      count: fc.integer({ min: 1, max: 25 }),
      length: fc.integer({ min: 1, max: 9 }),
      size: fc.integer({ min: 2, max: 9 }),
      late: fc.array(late, { maxLength: 12 }),
    };
    const law = fc.asyncProperty(fc.record(world), async ({ count, length, size, late }) => {
      const there = several(count);
      Object.assign(store, { transactions: there, pageLength: () => length });
      const read: string[] = [];
      for (let page = await readPage(gateway, PAGED, { first: size }), index = 0; ; index += 1) {
        read.push(...page.names);
        if (!page.hasNextPage) break;
        const { at = 0, count = 0 } = late[index] ?? {};
        store.transactions = store.transactions.toSpliced(at, 0, ...several(count, `late${index}-`));
        page = await readPage(gateway, PAGED, { first: size, after: page.endCursor });
      }
      expect(new Set(read).size).toBe(read.length);
      expect(read.filter((name) => name.startsWith('t'))).toEqual(names(there));
    });
    await fc.assert(law, { seed: 5, numRuns: 12 });
  });

  it.each([
    ['before', 0],
    ['among', 12],
    ['after', 30],
  ])('gives nothing twice when late events come %s what is read, between upstream pages', async (_where, at) => {
    const { store, gateway } = await startShifting(reportingApi);
    const there = several(40);
    Object.assign(store, { transactions: there, pageLength: () => 10 });
    store.onRequest = (index) => {
      if (index === 2) store.transactions = store.transactions.toSpliced(at, 0, ...several(7, 'late'));
    };
    const page = await readPage(gateway, PAGED, { first: 100 });
    expect(new Set(page.names).size).toBe(page.names.length);
    expect(page.names.filter((name) => name.startsWith('t'))).toEqual(names(there));
  });

  it('finds the transaction of the cursor on another page, later or earlier', async () => {
    const { store, gateway } = await startShifting(reportingApi);
    const there = several(60);
    Object.assign(store, { transactions: there, pageLength: () => 10 });
    const { cursors } = await readPage(gateway, PAGED, { first: 60 });
    const after = cursors[34] ?? null;
    store.transactions = [...several(33, 'late'), ...there];
    expect((await readPage(gateway, PAGED, { first: 3, after })).names).toEqual(['t35', 't36', 't37']);
    expect((await readPage(gateway, PAGED, { last: 3, before: after })).names).toEqual(['t31', 't32', 't33']);
    store.transactions = there.slice(25);
    expect((await readPage(gateway, PAGED, { first: 3, after })).names).toEqual(['t35', 't36', 't37']);
    expect((await readPage(gateway, PAGED, { last: 3, before: after })).names).toEqual(['t31', 't32', 't33']);
  });
});

describe('a cursor whose transaction is gone', () => {
  it.each([
    ['first and after', (cursor: string) => ({ first: 2, after: cursor })],
    ['last and before', (cursor: string) => ({ last: 2, before: cursor })],
    ['first and before', (cursor: string) => ({ first: 20, before: cursor })],
    ['last and after', (cursor: string) => ({ last: 20, after: cursor })],
  ])('has expired for %s', async (_name, pageOf) => {
    const { store, gateway } = await startShifting('documented');
    store.transactions = several(10);
    const { cursors } = await readPage(gateway, PAGED, { first: 10 });
    store.transactions = store.transactions.toSpliced(4, 1);
    const { data, errors } = await askPage(gateway, PAGED, pageOf(cursors[4] ?? ''));
    expect(data.account).toEqual({ connection: null });
    expect(errors).toEqual([
      expect.objectContaining({
        message: 'What the cursor names is in its window no more; begin again.',
        extensions: { code: 'CURSOR_EXPIRED' },
      }),
    ]);
  });
});
