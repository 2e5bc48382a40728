import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { ACCOUNT_ID, accountAt, NOW, startTestGateway } from '../support/gateway.ts';
import { assembled, type PagedField, readPage, readPages } from '../support/pages.ts';
import { attempted } from '../support/transactions-arbitraries.ts';
import {
  type StoredTransaction,
  startTransactionsUpstream,
  type TransactionsStore,
} from '../support/transactions-upstream.ts';

const DAY_MS = 24 * 60 * 60_000;
const DAY_10 = Date.parse('2026-03-10T00:00:00.000Z');
const IN_DAY_10 = { startMs: DAY_10, endMs: DAY_10 + DAY_MS };

/** So many rows a day, evenly spread, as far as they can be there by `NOW`. */
const rows = (perDay: number, days = 1, from = DAY_10): StoredTransaction[] =>
  Array.from({ length: perDay * days }, (_, index) => ({
    transactionId: `t${index}`,
    attemptedMs: from + Math.floor((index * DAY_MS) / perDay) + 17,
  })).filter(({ attemptedMs }) => attemptedMs < NOW - 20 * 60_000);

/** The orders in which an upstream may list rows. */
const ORDERS: [string, (rows: StoredTransaction[]) => StoredTransaction[]][] = [
  ['by time', (list) => list],
  ['newest first', (list) => list.toReversed()],
  ['in no order', (list) => list.map((_, index) => list[(index * 7919) % list.length] as StoredTransaction)],
];

const paged = (range: { startMs: number; endMs: number }, order = 'OLDEST_FIRST'): PagedField => ({
  field: 'transactions',
  name: 'transactionId',
  args: `order: ${order}, ${attempted(range)}`,
});

async function startAsked(store: TransactionsStore, config: Record<string, unknown> = { cache: {} }) {
  const upstream = await startTransactionsUpstream(store);
  const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)], ...config });
  const ask = async (fields: string) => {
    const { data, errors } = await gateway.query(`{ account(accountId: "${ACCOUNT_ID}") { ${fields} } }`);
    expect(errors).toBeUndefined();
    return data.account;
  };
  return { upstream, gateway, ask };
}

describe('the price of a first page of Account.transactions', () => {
  const three = { startMs: DAY_10, endMs: DAY_10 + 3 * DAY_MS };
  const ends = [
    ['first, oldest first', { first: 50 }, 'OLDEST_FIRST'],
    ['last, oldest first', { last: 50 }, 'OLDEST_FIRST'],
    ['first, newest first', { first: 5 }, 'NEWEST_FIRST'],
    ['last, newest first', { last: 50 }, 'NEWEST_FIRST'],
  ] as const;
  const busy = ORDERS.flatMap(([name, ordered]) => ends.map((end) => [name, ...end, ordered] as const));

  it.each(busy)('is at most 3 calls for a busy account listed %s: %s', async (_name, _end, page, order, ordered) => {
    for (const [perDay, length] of [
      [10_000, 500],
      [3000, 1200],
      [20_000, 300],
    ] as const) {
      const { upstream, gateway } = await startAsked({
        transactions: ordered(rows(perDay, 3)),
        pageLength: () => length,
      });
      const { names } = await readPage(gateway, paged(three, order), page);
      expect(names).toHaveLength(Object.values(page)[0] ?? 0);
      expect(upstream.requests.length).toBeLessThanOrEqual(3);
    }
  });

  it.each(ORDERS)('is at most 3 calls for the newest, today, listed %s', async (_name, ordered) => {
    const today = Math.floor(NOW / DAY_MS) * DAY_MS;
    const { upstream, gateway } = await startAsked({
      transactions: ordered(rows(10_000, 6)),
      pageLength: () => 500,
    });
    const range = { startMs: DAY_10, endMs: today + DAY_MS };
    const { names } = await readPage(gateway, paged(range, 'NEWEST_FIRST'), { first: 5 });
    expect(names[0]).toBe(`t${rows(10_000, 6).length - 1}`);
    expect(upstream.requests.length).toBeLessThanOrEqual(3);
  });

  it('is one call for a quiet account, whatever is asked of the day', async () => {
    for (const args of ['first: 50', 'last: 50', 'first: 1000', 'first: 5, order: NEWEST_FIRST']) {
      const { upstream, ask } = await startAsked({ transactions: rows(90) });
      await ask(`transactions(${attempted(IN_DAY_10)}, ${args}) { nodes { transactionId } pageInfo { hasNextPage } }`);
      expect(upstream.requests).toHaveLength(1);
    }
  });

  it('is one call for a short range, also of a busy account', async () => {
    const { upstream, ask } = await startAsked({ transactions: rows(10_000), pageLength: () => 500 });
    const range = { startMs: DAY_10 + 10 * 60 * 60_000, endMs: DAY_10 + 10 * 60 * 60_000 + 5 * 60_000 };
    const { transactions } = await ask(`transactions(${attempted(range)}) { nodes { transactionId } }`);
    expect(transactions.nodes).toHaveLength(35);
    expect(upstream.requests).toHaveLength(1);
  });
});

describe('the price of a walk over Account.transactions', () => {
  const DAYS = 3;
  const range = { startMs: DAY_10, endMs: DAY_10 + DAYS * DAY_MS };
  const walks = ORDERS.flatMap(([name, ordered]) =>
    (['forward', 'backward'] as const).map((direction) => [name, direction, ordered] as const),
  );

  it.each(walks)('is 1.3 of the pages and one a day at most, listed %s, %s', async (_name, direction, ordered) => {
    for (const [perDay, length, size] of [
      [6000, 1000, 1000],
      [2000, 100, 1000],
      [3000, 1250, 700],
    ] as const) {
      const list = rows(perDay, DAYS);
      const { upstream, gateway } = await startAsked({ transactions: ordered(list), pageLength: () => length });
      const pages = await readPages(gateway, paged(range), direction, () => size);
      expect(assembled(pages, direction)).toEqual(list.map(({ transactionId }) => transactionId));
      const upstreamPages = DAYS * Math.ceil(perDay / length);
      expect(upstream.requests.length).toBeLessThanOrEqual(1.3 * upstreamPages + DAYS);
    }
  });

  it.each(['forward', 'backward'] as const)('is one call for each day that has few, %s', async (direction) => {
    const { upstream, gateway } = await startAsked({ transactions: rows(3, DAYS) });
    await readPages(gateway, paged(range), direction, () => 2);
    expect(upstream.requests).toHaveLength(DAYS);
  });

  it('is one call for each empty day', async () => {
    const { upstream, ask } = await startAsked({ transactions: [] });
    await ask(`transactions(${attempted(range)}) { nodes { transactionId } }`);
    expect(upstream.requests).toHaveLength(DAYS);
  });

  it('is nothing for five pages of one slice', async () => {
    const list = rows(10_000);
    const { upstream, gateway } = await startAsked({ transactions: list, pageLength: () => 1000 });
    const read: string[] = [];
    for (let page = await readPage(gateway, paged(IN_DAY_10), { first: 50 }); ; ) {
      read.push(...page.names);
      if (read.length === 250) break;
      page = await readPage(gateway, paged(IN_DAY_10), { first: 50, after: page.endCursor });
    }
    expect(read).toEqual(list.slice(0, 250).map(({ transactionId }) => transactionId));
    expect(upstream.requests.length).toBeLessThanOrEqual(3);
  });
});

describe('a walk in large pages', () => {
  const range = { startMs: DAY_10, endMs: DAY_10 + 4 * DAY_MS };

  it('has its next slice read before it is asked for', async () => {
    const { upstream, gateway } = await startAsked({ transactions: rows(250, 4), pageLength: () => 1000 });
    const { endCursor } = await readPage(gateway, paged(range), { first: 200 });
    expect(upstream.requests).toHaveLength(1);
    const { names } = await readPage(gateway, paged(range), { first: 200, after: endCursor });
    expect([names[0], names.at(-1)]).toEqual(['t200', 't399']);
    await vi.waitFor(() => expect(upstream.requests).toHaveLength(3));
  });

  it.each([
    { how: 'in small pages', cache: {}, size: 100, calls: 1 },
    { how: 'without a cache', cache: { maxBytes: 0 }, size: 200, calls: 3 },
  ])('has not when it goes $how', async ({ cache, size, calls }) => {
    const { upstream, gateway } = await startAsked({ transactions: rows(250, 4), pageLength: () => 1000 }, { cache });
    const { endCursor } = await readPage(gateway, paged(range), { first: size });
    await readPage(gateway, paged(range), { first: size, after: endCursor });
    // A request that takes as long as reading ahead would.
    await readPage(
      gateway,
      { ...paged(range), field: 'campaigns', name: 'campaignId', args: attempted(IN_DAY_10) },
      {},
    );
    expect(upstream.requests.length).toBeLessThanOrEqual(calls + 1);
  });
});

describe('the price of a page without a cache', () => {
  const range = { startMs: DAY_10, endMs: DAY_10 + DAY_MS };

  it.each(['forward', 'backward'] as const)('is what it holds, not a slice of five pages, %s', async (direction) => {
    const list = rows(10_000);
    const { upstream, gateway } = await startAsked(
      { transactions: list, pageLength: () => 1250 },
      { cache: { maxBytes: 0 } },
    );
    const pages = await readPages(gateway, paged(range), direction, () => 500);
    expect(assembled(pages, direction)).toEqual(list.map(({ transactionId }) => transactionId));
    expect(upstream.requests.length).toBeLessThanOrEqual(1.3 * pages.length + 3);
  });

  it('is two calls for a thousand rows, once something is known of the account', async () => {
    const { upstream, gateway } = await startAsked(
      { transactions: rows(10_000, 3), pageLength: () => 1250 },
      { cache: { maxBytes: 0 } },
    );
    await readPage(gateway, paged(range), { first: 1 });
    const asked = upstream.requests.length;
    await readPage(gateway, paged({ startMs: range.endMs, endMs: range.endMs + DAY_MS }), { first: 1000 });
    expect(upstream.requests.length - asked).toBeLessThanOrEqual(2);
  });
});

describe('the price of a thousand rows of a busy day', () => {
  it('is at most 4 calls, with nothing known of the account', async () => {
    const { upstream, gateway } = await startAsked({ transactions: rows(10_000), pageLength: () => 1250 });
    const { names } = await readPage(gateway, paged(IN_DAY_10), { first: 1000 });
    expect(names).toHaveLength(1000);
    expect(upstream.requests.length).toBeLessThanOrEqual(4);
  });
});

describe('the price of many first pages at once', () => {
  const day = (index: number) => ({ startMs: DAY_10 + index * DAY_MS, endMs: DAY_10 + (index + 1) * DAY_MS });

  it('is one call each, and what one of them needs to know of the account', async () => {
    const { upstream, gateway } = await startAsked({ transactions: rows(10_000, 5), pageLength: () => 1250 });
    await Promise.all([0, 1, 2, 3, 4].map((index) => readPage(gateway, paged(day(index)), { first: 20 })));
    expect(upstream.requests.length).toBeLessThanOrEqual(5 + 2);
  });

  it('does not hold the others up when the first one fails', async () => {
    const { gateway } = await startAsked({
      transactions: [0, 1, 2].map((index) => ({
        transactionId: `t${index}`,
        attemptedMs: day(index).startMs + 1,
        ...(index === 0 && { row: { attemptedTime: 'none' } }),
      })),
    });
    const asked = [0, 1, 2].map((index) => readPage(gateway, paged(day(index)), { first: 20 }));
    const [first, ...others] = await Promise.allSettled(asked);
    expect(first?.status).toBe('rejected');
    expect(others).toMatchObject([{ value: { names: ['t1'] } }, { value: { names: ['t2'] } }]);
  });
});

describe('the price of one request for Account.transactions', () => {
  it('is one call for five aliases of one page, or of five pages within it', async () => {
    const { upstream, gateway, ask } = await startAsked(
      { transactions: rows(1000), pageLength: () => 1000 },
      { cache: { maxBytes: 0 } },
    );
    const args = attempted(IN_DAY_10);
    const aliases = ['a', 'b', 'c', 'd', 'e'];
    await ask(aliases.map((name) => `${name}: transactions(${args}, first: 50) { nodes { id } }`).join(' '));
    expect(upstream.requests).toHaveLength(1);
    const { cursors } = await readPage(gateway, paged(IN_DAY_10), { first: 250 });
    const pages = aliases.map(
      (name, index) =>
        `${name}: transactions(${args}, order: OLDEST_FIRST, first: 50, after: "${cursors[index * 50]}") { nodes { transactionId } }`,
    );
    const { e } = await ask(pages.join(' '));
    expect(e.nodes[0]).toEqual({ transactionId: 't201' });
    expect(upstream.requests).toHaveLength(3);
  });

  it('has hasNextPage in it only when that is asked for', async () => {
    const { upstream, ask } = await startAsked({ transactions: rows(10, 2) });
    const range = attempted({ startMs: DAY_10, endMs: DAY_10 + 2 * DAY_MS });
    await ask(`transactions(${range}, first: 10) { pageInfo { endCursor } }`);
    expect(upstream.requests).toHaveLength(1);
    await ask(`transactions(${range}, first: 10) { pageInfo { hasNextPage } }`);
    expect(upstream.requests).toHaveLength(2);
  });
});

describe('TransactionConnection.fetchedAt', () => {
  it('is when the oldest part was read', async () => {
    const { upstream, ask } = await startAsked({ transactions: rows(2, 2) });
    const fetchedAt = async (fromDay: number, toDay: number, order = 'OLDEST_FIRST') => {
      const range = { startMs: DAY_10 + fromDay * DAY_MS, endMs: DAY_10 + toDay * DAY_MS };
      const { transactions } = await ask(`transactions(${attempted(range)}, order: ${order}) { fetchedAt }`);
      return Date.parse(transactions.fetchedAt);
    };
    const began = Date.now();
    const earlier = await fetchedAt(1, 2);
    expect(earlier).toBeGreaterThanOrEqual(began);
    await sleep(10);
    expect(await fetchedAt(0, 1)).toBeGreaterThan(earlier);
    expect(await fetchedAt(0, 2)).toBe(earlier);
    expect(await fetchedAt(0, 2, 'NEWEST_FIRST')).toBe(earlier);
    expect(upstream.requests).toHaveLength(2);
  });
});
