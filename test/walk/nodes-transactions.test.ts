import { describe, expect, it } from 'vitest';
import { ACCOUNT_ID, accountAt, startTestGateway } from '../support/gateway.ts';
import { globalId } from '../support/node-wire.ts';
import {
  type StoredTransaction,
  startTransactionsUpstream,
  type TransactionsStore,
} from '../support/transactions-upstream.ts';
import { startUpstream } from '../support/upstream.ts';

const NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Transaction { transactionId } } }';
const START_MS = Date.parse('2026-03-10T10:00:00.000Z');
const HOUR_MS = 60 * 60_000;
const SECOND_MS = 1000;

/** Transactions one after the other, `everyMs` apart. */
function stored(count: number, everyMs: number, name = 't'): StoredTransaction[] {
  return Array.from({ length: count }, (_, index) => ({
    transactionId: `${name}${index}`,
    attemptedMs: START_MS + index * everyMs,
  }));
}

function idOf({ transactionId, attemptedMs }: StoredTransaction): string {
  return globalId('Transaction', ACCOUNT_ID, 'PROACTIVE_MESSAGING', String(attemptedMs), transactionId);
}

/** A gateway over a store, to ask for the nodes of some of its transactions. */
async function overStore(store: TransactionsStore, account: Record<string, unknown> = {}) {
  const upstream = await startTransactionsUpstream(store);
  const gateway = await startTestGateway({ accounts: [accountAt(upstream.url, account)] });
  const find = async (wanted: readonly StoredTransaction[]) => {
    const { data, errors } = await gateway.query(NODES, { ids: wanted.map(idOf) });
    return { errors, found: data.nodes.map((node: { transactionId: string } | null) => node?.transactionId ?? null) };
  };
  return { upstream, find };
}

describe('Query.nodes of transactions', () => {
  it('finds those of one page in one window', async () => {
    const transactions = stored(100, 8 * SECOND_MS);
    const { upstream, find } = await overStore({ transactions });
    const { found } = await find(transactions.toReversed());
    expect(found).toEqual(transactions.map(({ transactionId }) => transactionId).toReversed());
    const window = `attemptedStartTime=${START_MS - 1}&attemptedEndTime=${START_MS + 99 * 8 * SECOND_MS + 1}`;
    expect(upstream.asked()).toEqual([`GET /api/account/${ACCOUNT_ID}/app/prmsg/transactions/?${window}`]);
  });

  it('names them where the upstream filters by id', async () => {
    const transactions = stored(3, SECOND_MS);
    const { upstream, find } = await overStore({ transactions }, { reportingApi: 'v2' });
    await find(transactions);
    expect(upstream.requests.map(({ body }) => body)).toMatchObject([
      { filters: { transactionids: ['t0', 't1', 't2'] } },
    ]);
  });

  it('asks for each in a narrow window where they are far from each other', async () => {
    const transactions = stored(3, HOUR_MS);
    const { upstream, find } = await overStore({ transactions });
    const { found } = await find(transactions);
    expect(found).toEqual(['t0', 't1', 't2']);
    expect(upstream.requests).toHaveLength(3);
  });

  it('costs at most two calls each, whatever lies between them', async () => {
    const wanted = stored(2, 50 * SECOND_MS);
    const others = stored(900, 50, 'other');
    const { upstream, find } = await overStore({
      transactions: [...wanted, ...others].toSorted((a, b) => a.attemptedMs - b.attemptedMs),
    });
    const { found } = await find(wanted);
    expect(found).toEqual(['t0', 't1']);
    expect(upstream.requests).toHaveLength(3);
  });

  it('is null for what is gone, or never was at that time', async () => {
    const transactions = stored(2, SECOND_MS);
    const { find } = await overStore({ transactions });
    const forged = { transactionId: 't1', attemptedMs: START_MS };
    const gone = { transactionId: 'gone', attemptedMs: START_MS + 1 };
    const { found, errors } = await find([...transactions, forged, gone]);
    expect(found).toEqual(['t0', 't1', null, null]);
    expect(errors).toBeUndefined();
  });

  it('leaves the others alone when one window fails', async () => {
    const upstream = await startUpstream(({ path }) =>
      path.includes(`attemptedStartTime=${START_MS - 1}&`)
        ? { status: 404, json: {} }
        : { json: { page: { nextOffset: -1 }, transactions: [] } },
    );
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] });
    const { data, errors } = await gateway.query(NODES, { ids: stored(2, HOUR_MS).map(idOf) });
    expect(data.nodes).toEqual([null, null]);
    expect(errors).toMatchObject([{ path: ['nodes', 0], extensions: { code: 'UPSTREAM_NOT_FOUND' } }]);
  });
});
