import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { askPage, type PagedField, type ReadPage, readPage } from '../support/pages.ts';
import { attempted, FIRST_DAY } from '../support/transactions-arbitraries.ts';
import {
  type StoredTransaction,
  startTransactionsUpstream,
  type TransactionsStore,
} from '../support/transactions-upstream.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const RANGE = { startMs: FIRST_DAY, endMs: FIRST_DAY + 2 * DAY_MS };
const PAGED: PagedField = { field: 'transactions', name: 'transactionId', args: attempted(RANGE) };

/** Instants that many share, at the borders of slices and between them, and instants of their own. */
const instantMs = fc.oneof(
  fc.constantFrom(0, 1, 12 * HOUR_MS, 12 * HOUR_MS - 1, 18 * HOUR_MS, DAY_MS - 1, DAY_MS, DAY_MS + HOUR_MS),
  fc.integer({ min: 10 * HOUR_MS, max: 11 * HOUR_MS }),
  fc.nat(2 * DAY_MS - 1),
);

/** What happens at once: rows come, at places of the upstream's own order, and rows go. */
const change = fc.record({
  come: fc.array(fc.record({ atMs: instantMs, place: fc.nat(100) }), { maxLength: 6 }),
  go: fc.array(fc.nat(100), { maxLength: 4 }),
});

const world = {
  instants: fc.array(instantMs, { maxLength: 60 }),
  /** By the numbers of the rows. */
  order: fc.constantFrom('by time', 'newest first', 'any'),
  lengths: fc.array(fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 30 })), {
    minLength: 1,
    maxLength: 3,
  }),
  /** Where pages begin; no page is shorter, else its upstream could not be read to the end. */
  alignsTo: fc.constantFrom(1, 2, 3, 10),
  endsInclusive: fc.boolean(),
  startsExclusive: fc.boolean(),
  listed: fc.constantFrom('OLDEST_FIRST', 'NEWEST_FIRST'),
  direction: fc.constantFrom('forward', 'backward'),
  sizes: fc.array(fc.integer({ min: 2, max: 20 }), { minLength: 1, maxLength: 3 }),
  cache: fc.boolean(),
  /** Between two client pages, and between two upstream pages. */
  changes: fc.array(change, { maxLength: 8 }),
  within: fc.array(fc.record({ index: fc.nat(12), change }), { maxLength: 4 }),
};

type World = { [K in keyof typeof world]: (typeof world)[K] extends fc.Arbitrary<infer T> ? T : never };

/** A row comes before a page of one row, so that this page comes again at the next offset. */
const ROW_BEFORE_A_PAGE: World = {
  instants: [10 * HOUR_MS, 10 * HOUR_MS, 0],
  order: 'by time',
  lengths: [1],
  alignsTo: 1,
  endsInclusive: false,
  startsExclusive: false,
  listed: 'OLDEST_FIRST',
  direction: 'forward',
  sizes: [2],
  cache: true,
  changes: [{ come: [{ atMs: 0, place: 0 }], go: [] }],
  within: [],
};

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** An upstream whose rows come and go; `there` are those that were there all along. */
function createTurmoil(instants: readonly number[], order: string) {
  const stored = instants.map((atMs, index) => ({ transactionId: `t${index}`, attemptedMs: FIRST_DAY + atMs }));
  const there = new Map(stored.map((one) => [one.transactionId, one]));
  const sign = order === 'by time' ? 1 : -1;
  const inOrder = (rows: StoredTransaction[]) =>
    order === 'any' ? rows : rows.toSorted((a, b) => sign * (a.attemptedMs - b.attemptedMs));
  let count = 0;
  return {
    there,
    rows: inOrder(stored),
    after(rows: StoredTransaction[], { come, go }: Change): StoredTransaction[] {
      let left = [...rows];
      for (const place of go) {
        const [gone] = left.length === 0 ? [] : left.splice(place % left.length, 1);
        if (gone !== undefined) there.delete(gone.transactionId);
      }
      for (const { atMs, place } of come) {
        const late = { transactionId: `late${count++}`, attemptedMs: FIRST_DAY + atMs };
        left = left.toSpliced(place % (left.length + 1), 0, late);
      }
      return inOrder(left);
    },
  };
}

async function startShifting(reportingApi: string) {
  const store: TransactionsStore = { transactions: [] };
  const upstream = await startTransactionsUpstream(store);
  const account = accountAt(upstream.url, { reportingApi, v2PageLength: 5000 });
  const limits = { pagesPerConnection: 1000 };
  const plain = await startTestGateway({ accounts: [account], limits });
  const caching = await startTestGateway({ accounts: [account], limits, cache: {} });
  return { store, upstream, plain, caching };
}

describe.each(['documented', 'v2'])(
  'Account.transactions while rows come and go, in the %s dialect',
  (reportingApi) => {
    it('gives what was there all along once, in order, and what came at most once', async () => {
      const { store, plain, caching } = await startShifting(reportingApi);
      let run = 0;
      const law = fc.asyncProperty(fc.record(world), async (its) => {
        const turmoil = createTurmoil(its.instants, its.order);
        const gateway = its.cache ? caching : plain;
        let asked = 0;
        Object.assign(store, {
          ...{
            alignsTo: Math.min(its.alignsTo, ...its.lengths),
            endsInclusive: its.endsInclusive,
            startsExclusive: its.startsExclusive,
          },
          transactions: turmoil.rows,
          pageLength: (_window: unknown, offset: number) => its.lengths[offset % its.lengths.length] ?? 1,
          onRequest: () => {
            const due = its.within.find(({ index }) => index === asked);
            asked += 1;
            if (due) store.transactions = turmoil.after(store.transactions, due.change);
          },
        });
        // Skills that no other run asks for, so that nothing is kept from one run to the next.
        run += 1;
        const args = `order: ${its.listed}, filter: { skills: ["billing", "run ${run}"] }, ${attempted(RANGE)}`;
        const read: string[] = [];
        const forward = its.direction === 'forward';
        for (let cursor: string | null = null, index = 0; ; index += 1) {
          const size = its.sizes[index % its.sizes.length] ?? 1;
          const of = forward ? { first: size, after: cursor } : { last: size, before: cursor };
          const page: ReadPage = await readPage(gateway, { ...PAGED, args }, of);
          read.push(...(forward ? page.names : page.names.toReversed()));
          if (!(forward ? page.hasNextPage : page.hasPreviousPage)) break;
          cursor = forward ? page.endCursor : page.startCursor;
          const { [index]: due } = its.changes;
          if (due) store.transactions = turmoil.after(store.transactions, due);
        }
        expect(new Set(read).size).toBe(read.length);
        const rising = forward === (its.listed === 'OLDEST_FIRST') ? 1 : -1;
        const list = [...turmoil.there.values()].toSorted(
          (a, b) => rising * (a.attemptedMs - b.attemptedMs || (a.transactionId < b.transactionId ? -1 : 1)),
        );
        expect(read.filter((name) => turmoil.there.has(name))).toEqual(list.map(({ transactionId }) => transactionId));
      });
      await fc.assert(law, { seed: 5, numRuns: 30, examples: [[ROW_BEFORE_A_PAGE]] });
    });

    it('goes on from a cursor whose transaction is gone', async () => {
      const { store, plain } = await startShifting(reportingApi);
      const there = Array.from({ length: 10 }, (_, index) => ({
        transactionId: `t${index}`,
        attemptedMs: FIRST_DAY + 1000 + (index >> 1),
      }));
      store.transactions = there;
      const { cursors } = await readPage(plain, PAGED, { first: 10 });
      const cursor = cursors[4] ?? null;
      store.transactions = there.toSpliced(4, 1);
      expect((await readPage(plain, PAGED, { first: 2, after: cursor })).names).toEqual(['t5', 't6']);
      expect((await readPage(plain, PAGED, { last: 2, before: cursor })).names).toEqual(['t2', 't3']);
      expect((await readPage(plain, PAGED, { first: 9, before: cursor })).names).toEqual(['t0', 't1', 't2', 't3']);
      expect((await readPage(plain, PAGED, { last: 9, after: cursor })).names).toHaveLength(5);
    });
  },
);

describe('a window whose pages never fit together', () => {
  it('is malformed in the end, not a loss', async () => {
    const { store, upstream, plain } = await startShifting('documented');
    const there = Array.from({ length: 9 }, (_, index) => ({ transactionId: `t${index}`, attemptedMs: FIRST_DAY }));
    // All rows of one instant, so that no narrower window helps, and another first row each time.
    const turn = (index: number) => [...there.slice(index % 9), ...there.slice(0, index % 9)].slice(0, 8);
    Object.assign(store, { pageLength: () => 3, onRequest: (index: number) => (store.transactions = turn(4 * index)) });
    const { data, errors } = await askPage(plain, PAGED, { first: 100 });
    expect(data.account.connection).toBeNull();
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UPSTREAM_MALFORMED', malformedPath: 'page' });
    expect(upstream.requests.length).toBeLessThan(100);
  });
});
