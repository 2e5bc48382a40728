import { describe, expect, it } from 'vitest';
import { accountAt, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { startTransactionsUpstream, type TransactionsStore } from '../support/transactions-upstream.ts';

const TEN = Date.parse('2026-03-10T10:00:00.000Z');
const stored = (transactionId: string, attemptedMs = TEN) => ({ transactionId, attemptedMs });

/** The ids of the first transaction after a cursor, and the cursor after it. */
async function readOne(gateway: TestGateway, after: string | null) {
  const { data, errors } = await gateway.query(
    `query Page($after: String) { account(accountId: "12345678") { transactions(first: 1, after: $after,
      attempted: { start: "2026-03-10T00:00:00Z", end: "2026-03-11T00:00:00Z" }) {
        nodes { transactionId } pageInfo { endCursor } } } }`,
    { after },
  );
  const page = data?.account?.transactions;
  return { id: page?.nodes[0]?.transactionId, cursor: page?.pageInfo.endCursor, code: errors?.[0]?.extensions.code };
}

/** Two gateways, each with a memory of its own, over one upstream. */
async function startTwo(store: TransactionsStore) {
  const upstream = await startTransactionsUpstream(store);
  const start = () => startTestGateway({ accounts: [accountAt(upstream.url)], cache: {} });
  return { upstream, one: await start(), other: await start() };
}

describe('a cursor that is newer than a kept page', () => {
  it('is followed on pages that are read anew', async () => {
    const store: TransactionsStore = { transactions: [stored('a')] };
    const { one, other, upstream } = await startTwo(store);
    expect((await readOne(one, null)).id).toBe('a');
    store.transactions = [stored('a'), stored('late'), stored('b')];
    const late = await readOne(other, (await readOne(other, null)).cursor);
    expect(late.id).toBe('late');
    expect((await readOne(one, late.cursor)).id).toBe('b');
    expect(upstream.requests).toHaveLength(3);
  });

  it('is expired when those do not have it either', async () => {
    const store: TransactionsStore = { transactions: [stored('a')] };
    const { one, other, upstream } = await startTwo(store);
    await readOne(one, null);
    store.transactions = [stored('gone'), stored('a')];
    const { cursor } = await readOne(other, null);
    store.transactions = [stored('a')];
    expect((await readOne(one, cursor)).code).toBe('CURSOR_EXPIRED');
    expect(upstream.requests).toHaveLength(3);
  });
});
