import { describe, expect, it } from 'vitest';
import { ACCOUNT_ID, accountAt, startTestGateway } from '../support/gateway.ts';
import { readPage } from '../support/pages.ts';
import { startTransactionsUpstream, type TransactionsStore } from '../support/transactions-upstream.ts';

const DAY_10 = Date.parse('2026-03-10T00:00:00.000Z');
const HOUR_MS = 60 * 60_000;
const IN_DAY_10 = 'attempted: { start: "2026-03-10T00:00:00Z", end: "2026-03-11T00:00:00Z" }';

const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ transactionId: `t${index}`, attemptedMs: DAY_10 + 1 + index }));

async function startAsked(store: Partial<TransactionsStore>) {
  const upstream = await startTransactionsUpstream({ transactions: [], ...store });
  const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] });
  const ask = async (fields: string) => {
    const { data, errors } = await gateway.query(`{ account(accountId: "${ACCOUNT_ID}") { ${fields} } }`);
    expect(errors).toBeUndefined();
    return data.account;
  };
  return { upstream, gateway, ask };
}

describe('the price of Account.transactions', () => {
  it.each([
    { wanted: 'first: 50', length: 400, calls: 1 },
    { wanted: 'first: 400', length: 400, calls: 1 },
    { wanted: 'first: 401', length: 400, calls: 2 },
    { wanted: 'first: 1000', length: 400, calls: 3 },
    { wanted: 'first: 1000', length: 9999, calls: 1 },
    { wanted: 'last: 1', length: 400, calls: 3 },
  ])('is $calls calls for $wanted over pages of $length', async ({ wanted, length, calls }) => {
    const { upstream, ask } = await startAsked({ transactions: rows(1000), pageLength: () => length });
    const { transactions } = await ask(`transactions(${IN_DAY_10}, ${wanted}) { nodes { transactionId } }`);
    expect(transactions.nodes).toHaveLength(Number(/\d+/.exec(wanted)?.[0]));
    expect(upstream.requests).toHaveLength(calls);
  });

  it('holds one call more when hasNextPage is asked at the end of an upstream page', async () => {
    const { upstream, ask } = await startAsked({ transactions: rows(20), pageLength: () => 10 });
    const asking = 'pageInfo { hasNextPage endCursor }';
    expect((await ask(`transactions(${IN_DAY_10}, first: 9) { ${asking} }`)).transactions.pageInfo.hasNextPage).toBe(
      true,
    );
    expect(upstream.requests).toHaveLength(1);
    expect((await ask(`transactions(${IN_DAY_10}, first: 10) { ${asking} }`)).transactions.pageInfo.hasNextPage).toBe(
      true,
    );
    expect(upstream.requests).toHaveLength(3);
  });

  it('is one call for five aliases of one page, or of five pages within it', async () => {
    const { upstream, gateway, ask } = await startAsked({ transactions: rows(1000), pageLength: () => 1000 });
    const aliases = ['a', 'b', 'c', 'd', 'e'];
    await ask(aliases.map((name) => `${name}: transactions(${IN_DAY_10}, first: 50) { nodes { id } }`).join(' '));
    expect(upstream.requests).toHaveLength(1);
    const paged = { field: 'transactions', name: 'transactionId', args: IN_DAY_10 };
    const { cursors } = await readPage(gateway, paged, { first: 250 });
    const pages = aliases.map(
      (name, index) =>
        `${name}: transactions(${IN_DAY_10}, first: 50, after: "${cursors[index * 50]}") { nodes { transactionId } }`,
    );
    const { e } = await ask(pages.join(' '));
    expect(e.nodes[0]).toEqual({ transactionId: 't201' });
    expect(upstream.requests).toHaveLength(3);
  });
});

describe('TransactionConnection.fetchedAt', () => {
  it('is when the oldest part was read', async () => {
    const { ask } = await startAsked({ transactions: rows(2), pageLength: () => 1 });
    const before = Date.now();
    const { transactions } = await ask(`transactions(${IN_DAY_10}) { fetchedAt }`);
    expect(Date.parse(transactions.fetchedAt) - before).toBeGreaterThanOrEqual(0);
    expect(Date.parse(transactions.fetchedAt) - before).toBeLessThan(HOUR_MS);
  });
});
