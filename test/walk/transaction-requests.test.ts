import { describe, expect, it } from 'vitest';
import { ACCOUNT_ID, accountAt, startTestGateway } from '../support/gateway.ts';
import { startTransactionsUpstream, type TransactionsStore } from '../support/transactions-upstream.ts';
import type { SeenRequest } from '../support/upstream.ts';

const DAY_10 = Date.parse('2026-03-10T00:00:00.000Z');
const IN_DAY_10 = 'attempted: { start: "2026-03-10T00:00:00Z", end: "2026-03-11T00:00:00Z" }';

const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ transactionId: `t${index}`, attemptedMs: DAY_10 + 1 + index }));

async function startAsked(store: Partial<TransactionsStore> = {}, account: Record<string, unknown> = {}) {
  const upstream = await startTransactionsUpstream({ transactions: [], ...store });
  const gateway = await startTestGateway({ accounts: [accountAt(upstream.url, account)] });
  const ask = async (fields: string) => {
    const { data, errors } = await gateway.query(`{ account(accountId: "${ACCOUNT_ID}") { ${fields} } }`);
    expect(errors).toBeUndefined();
    return data.account;
  };
  return { upstream, ask };
}

/** The window of a request, readable, and what continues its query string. */
function windowOf({ path }: SeenRequest): string {
  const [, start, end, rest = ''] = /attemptedStartTime=(\d+)&attemptedEndTime=(\d+)(.*)/.exec(path) ?? [];
  return [start, end].map((ms) => new Date(Number(ms)).toISOString().slice(0, 16)).join(' ') + rest;
}

describe('the upstream requests of Account.transactions', () => {
  it('are whole days, also where the range begins and ends within one', async () => {
    const { upstream, ask } = await startAsked();
    await ask(
      'transactions(attempted: { start: "2026-03-10T06:30:00Z", end: "2026-03-12T18:00:00Z" }) { nodes { id } }',
    );
    expect(upstream.requests.map(windowOf)).toEqual([
      '2026-03-10T00:00 2026-03-11T00:00',
      '2026-03-11T00:00 2026-03-12T00:00',
      '2026-03-12T00:00 2026-03-13T00:00',
    ]);
  });

  it('go by offsets from the last row that was read on, with a body, in the documented dialect', async () => {
    const { upstream, ask } = await startAsked({ transactions: rows(5), pageLength: () => 3 });
    await ask(`transactions(${IN_DAY_10}, filter: { channels: [SMS], skills: ["billing"] }) { nodes { id } }`);
    const path = `/api/account/${ACCOUNT_ID}/app/prmsg/transactions/?attemptedStartTime=1773100800000&attemptedEndTime=1773187200000`;
    const body = { channels: ['sms'], skills: ['billing'] };
    const pages = upstream.requests.filter((request) => request.path.includes('/transactions/'));
    expect(pages).toMatchObject([
      { method: 'GET', path, body },
      { method: 'GET', path: `${path}&offset=2`, body },
    ]);
    expect(pages).toHaveLength(2);
  });

  it('go by offset and limit in the v2 dialect', async () => {
    const { upstream, ask } = await startAsked({ transactions: rows(5) }, { reportingApi: 'v2', v2PageLength: 2 });
    await ask(`transactions(${IN_DAY_10}, app: CONNECT_TO_MESSAGING) { nodes { id } }`);
    const pages = upstream.requests.filter(({ path }) => path.includes('/transactions/'));
    expect(pages.map(({ method, path }) => `${method} ${path}`)).toEqual(
      Array(3).fill(
        `POST /api/account/${ACCOUNT_ID}/app/c2m/transactions/?attemptedStartTime=1773100800000&attemptedEndTime=1773187200000&v=2.0`,
      ),
    );
    expect(pages.map(({ body }) => body)).toEqual([
      { offset: 0, limit: 2, filters: {} },
      { offset: 1, limit: 3, filters: {} },
      { offset: 3, limit: 3, filters: {} },
    ]);
  });

  it.each([0, 30])('share the whole days of overlapping ranges, where these hold %i transactions', async (count) => {
    const { upstream, ask } = await startAsked({ transactions: rows(count) });
    await ask(`
      a: transactions(attempted: { start: "2026-03-09T18:00:00Z", end: "2026-03-12T00:00:00Z" }) { nodes { id } }
      b: transactions(attempted: { start: "2026-03-10T00:00:00Z", end: "2026-03-12T06:00:00Z" }) { nodes { id } }
    `);
    expect(upstream.requests.map(windowOf).toSorted()).toEqual([
      '2026-03-09T00:00 2026-03-10T00:00',
      '2026-03-10T00:00 2026-03-11T00:00',
      '2026-03-11T00:00 2026-03-12T00:00',
      '2026-03-12T00:00 2026-03-13T00:00',
    ]);
  });

  it.each(['OLDEST_FIRST', 'NEWEST_FIRST'])('are for no window that begins after now, %s', async (order) => {
    const { upstream, ask } = await startAsked();
    const attempted = 'attempted: { start: "2026-03-14T00:00:00Z", end: "2026-03-20T00:00:00Z" }';
    await ask(`transactions(${attempted}, order: ${order}) { nodes { id } pageInfo { hasNextPage } }`);
    const asked = ['2026-03-14T00:00 2026-03-15T00:00', '2026-03-15T00:00 2026-03-16T00:00'];
    expect(upstream.requests.map(windowOf)).toEqual(order === 'OLDEST_FIRST' ? asked : asked.toReversed());
  });

  it('may begin at the midnight 13 months ago, where retention begins', async () => {
    const { upstream, ask } = await startAsked();
    await ask(
      'transactions(attempted: { start: "2025-02-15T00:00:00Z", end: "2025-02-16T00:00:00Z" }) { nodes { id } }',
    );
    expect(upstream.requests.map(windowOf)).toEqual(['2025-02-15T00:00 2025-02-16T00:00']);
  });

  it('are none for a range that has not begun', async () => {
    const { upstream, ask } = await startAsked();
    const fields = 'nodes { id } fetchedAt pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
    const future = 'attempted: { start: "2026-04-01T00:00:00Z", end: "2026-04-02T00:00:00Z" }';
    expect((await ask(`transactions(${future}) { ${fields} }`)).transactions).toEqual({
      nodes: [],
      fetchedAt: '2026-03-15T12:00:00.000Z',
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
    expect(upstream.requests).toEqual([]);
  });
});
