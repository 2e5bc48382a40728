import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { assembled, type PagedField, readPage, readPages } from '../support/pages.ts';
import {
  attempted,
  expectedList,
  lengthsFrom,
  pageLengths,
  storedTransactions,
  timeRange,
} from '../support/transactions-arbitraries.ts';
import { startTransactionsUpstream, type TransactionsStore } from '../support/transactions-upstream.ts';

const order = fc.constantFrom('OLDEST_FIRST' as const, 'NEWEST_FIRST' as const);
const world = {
  transactions: storedTransactions,
  range: timeRange,
  order,
  lengths: pageLengths,
  endsInclusive: fc.boolean(),
};
type World = { [K in keyof typeof world]: (typeof world)[K] extends fc.Arbitrary<infer T> ? T : never };

async function startWorld(reportingApi: string) {
  const store: TransactionsStore = { transactions: [] };
  const upstream = await startTransactionsUpstream(store);
  const account = accountAt(upstream.url, { reportingApi, v2PageLength: 5000 });
  const gateway = await startTestGateway({ accounts: [account], limits: { pagesPerConnection: 1000 } });
  const enter = ({ transactions, range, lengths, endsInclusive, ...rest }: World) => {
    Object.assign(store, { transactions, endsInclusive, pageLength: lengthsFrom(lengths) });
    const args = `order: ${rest.order}, ${attempted(range)}`;
    const paged: PagedField = { field: 'transactions', name: 'transactionId', args };
    return { paged, list: expectedList(transactions, range, rest.order) };
  };
  return { gateway, enter };
}

describe.each(['documented', 'v2'])('Account.transactions in the %s dialect', (reportingApi) => {
  const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 });

  it.each(['forward', 'backward'] as const)(
    'is the list, once, in order, whatever the pages, %s',
    async (direction) => {
      const { gateway, enter } = await startWorld(reportingApi);
      const law = fc.asyncProperty(fc.record({ ...world, sizes }), async ({ sizes, ...its }) => {
        const { paged, list } = enter(its);
        const pages = await readPages(gateway, paged, direction, (index) => sizes[index % sizes.length] ?? 1);
        expect(assembled(pages, direction)).toEqual(list);
        for (const [index, page] of pages.entries()) {
          const wanted = index < pages.length - 1 ? (sizes[index % sizes.length] ?? 1) : page.names.length;
          expect(page.names).toHaveLength(wanted);
          expect(direction === 'forward' ? page.hasPreviousPage : page.hasNextPage).toBe(index > 0);
          expect([page.startCursor, page.endCursor]).toEqual([page.cursors[0] ?? null, page.cursors.at(-1) ?? null]);
          if (list.length > 0) expect(page.names).not.toEqual([]);
        }
      });
      await fc.assert(law, { seed: 1, numRuns: 20 });
    },
  );

  it('obeys the Relay algorithm between any two cursors', async () => {
    const { gateway, enter } = await startWorld(reportingApi);
    const between = { from: fc.nat(50), to: fc.nat(50), size: fc.integer({ min: 1, max: 8 }), forward: fc.boolean() };
    const law = fc.asyncProperty(fc.record({ ...world, ...between }), async ({ from, to, size, forward, ...its }) => {
      const { paged, list } = enter(its);
      const { cursors } = await readPage(gateway, paged, { first: 1000 });
      // Also from before the first and to after the last; the cursors in the order of the list.
      const [low, high] = [from % (list.length + 1), to % (list.length + 2)].toSorted((a, b) => a - b) as [
        number,
        number,
      ];
      fc.pre(low - 1 !== high - 1);
      const bounds = { after: cursors[low - 1] ?? null, before: cursors[high - 1] ?? null };
      const edges = list.slice(low, bounds.before === null ? list.length : high - 1);
      const page = await readPage(gateway, paged, { ...bounds, ...(forward ? { first: size } : { last: size }) });
      expect(page.names).toEqual(forward ? edges.slice(0, size) : edges.slice(-size));
      expect(page.hasNextPage).toBe(forward ? edges.length > size : bounds.before !== null);
      expect(page.hasPreviousPage).toBe(forward ? bounds.after !== null : edges.length > size);
    });
    await fc.assert(law, { seed: 2, numRuns: 30 });
  });

  it('goes forwards and backwards from any place in it', async () => {
    const { gateway, enter } = await startWorld(reportingApi);
    const steps = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 7 })), { minLength: 3, maxLength: 8 });
    const law = fc.asyncProperty(fc.record({ ...world, steps }), async ({ steps, ...its }) => {
      const { paged, list } = enter(its);
      let at = { from: 0, to: 0, cursors: [null, null] as [string | null, string | null] };
      for (const [forward, size] of steps) {
        const [start, end] = at.cursors;
        const page = await readPage(
          gateway,
          paged,
          forward ? { first: size, after: end } : { last: size, before: start },
        );
        const begin = forward
          ? end === null
            ? 0
            : at.to
          : Math.max(0, (start === null ? list.length : at.from) - size);
        const stop = forward ? begin + size : start === null ? list.length : at.from;
        expect(page.names).toEqual(list.slice(begin, stop));
        if (page.names.length === 0) return;
        at = { from: begin, to: begin + page.names.length, cursors: [page.startCursor, page.endCursor] };
      }
    });
    await fc.assert(law, { seed: 3, numRuns: 12 });
  });
});
