import { describe, expect, it } from 'vitest';
import { over, PRMSG, transactions } from '../support/ask.ts';
import type { SeenRequest } from '../support/upstream.ts';
import { transactionRow } from '../support/wire.ts';

const PAGE = `${PRMSG}/transactions/?attemptedStartTime=1773100800000&attemptedEndTime=1773187200000&v=2.0`;
const account = { reportingApi: 'v2', v2PageLength: 2 };

/** A page of the v2 dialect. */
function v2Answer(rows: readonly unknown[], page: Record<string, unknown> = {}) {
  return { requestMetadata: {}, page: { count: rows.length, offset: 0, limit: 2, ...page }, transactions: rows };
}

/** Answers pages of these rows, no page longer than `longest`. */
function paging(rows: readonly unknown[], longest = 5000) {
  return ({ path, body }: SeenRequest) => {
    if (!path.includes('/transactions/')) return { status: 500, json: {} };
    const { offset, limit: asked } = body as { readonly offset: number; readonly limit: number };
    const limit = Math.min(asked, longest);
    return { json: v2Answer(rows.slice(offset, offset + limit), { offset, limit }) };
  };
}

const ROW = transactionRow({
  messageStatus: 'FAILED',
  handOffId: 'H000000000000001',
  ivrNumber: '12025550105',
  errorSource: 'outbound_twilio',
  errorCode: 21610,
  errorMessage: 'stopped',
  readTime: '2026-03-10T10:00:04.000Z',
});

describe('Account.transactions in the v2 dialect', () => {
  it('is a POST a page, by offset and limit, until one is short', async () => {
    const rows = [ROW, transactionRow({ transactionId: 't1' }), transactionRow({ transactionId: 't2' })];
    const { ask, upstream } = await over(paging(rows), { account });
    const { account: found } = await ask(transactions('nodes { transactionId } pageInfo { hasNextPage }'));
    expect(found.transactions).toEqual({
      nodes: [{ transactionId: ROW.transactionId }, { transactionId: 't1' }, { transactionId: 't2' }],
      pageInfo: { hasNextPage: false },
    });
    const pages = upstream.requests.filter(({ path }) => path.includes('/transactions/'));
    expect(pages.map(({ method, path, body }) => ({ method, path, body }))).toEqual([
      { method: 'POST', path: PAGE, body: { offset: 0, limit: 2, filters: {} } },
      { method: 'POST', path: PAGE, body: { offset: 1, limit: 3, filters: {} } },
    ]);
  });

  it('leaves channels, skills and statuses to the upstream', async () => {
    const { ask, upstream } = await over({ json: v2Answer([ROW]) }, { account });
    const filter = '{ channels: [SMS], skills: ["billing"], statuses: [FAILED, SKIPPED] }';
    const { account: found } = await ask(
      transactions(
        'nodes { status statusCode handoffId ivrNumber error { source code meaning } }',
        `, filter: ${filter}`,
      ),
    );
    expect(found.transactions.nodes).toEqual([
      {
        status: 'FAILED',
        statusCode: 'FAILED',
        handoffId: 'H000000000000001',
        ivrNumber: '12025550105',
        error: {
          source: 'outbound_twilio',
          code: '21610',
          meaning: 'The consumer opted out of messages from this sender.',
        },
      },
    ]);
    expect(upstream.requests[0]?.body).toEqual({
      offset: 0,
      limit: 2,
      filters: { channels: ['sms'], skills: ['billing'], messagestatus: ['FAILED', 'SKIPPED'] },
    });
  });

  it('filters by itself when one of the statuses is none of the upstream’s', async () => {
    const rows = [ROW, transactionRow({ transactionId: 't1', messageStatus: 'CANCELED' })];
    const { ask, upstream } = await over(paging(rows), { account });
    const { account: found } = await ask(
      transactions('nodes { transactionId status }', ', filter: { statuses: [CANCELLED, READ] }'),
    );
    expect(found.transactions.nodes).toEqual([{ transactionId: 't1', status: 'CANCELLED' }]);
    expect(upstream.requests[0]?.body).toMatchObject({ filters: {} });
  });

  it('goes on after a page as long as the smaller limit that the upstream imposed', async () => {
    const { ask } = await over(paging([ROW, transactionRow({ transactionId: 't1' })], 1), { account });
    const { account: found } = await ask(transactions('nodes { transactionId }'));
    expect(found.transactions.nodes).toHaveLength(2);
  });
});

describe('Query.node of a transaction in the v2 dialect', () => {
  it('is one call for that transaction alone', async () => {
    const { gateway, upstream } = await over({ json: v2Answer([ROW]) }, { account });
    const listed = await gateway.query(`{ account(accountId: "12345678") { ${transactions('nodes { id }')} } }`);
    const [{ id }] = listed.data.account.transactions.nodes;
    const { data } = await gateway.query(
      'query ($id: ID!) { node(id: $id) { id ... on Transaction { statusCode } } }',
      {
        id,
      },
    );
    expect(data.node).toEqual({ id, statusCode: 'FAILED' });
    expect(upstream.requests[1]).toMatchObject({
      method: 'POST',
      path: `${PRMSG}/transactions/?attemptedStartTime=1773136799999&attemptedEndTime=1773136800001&v=2.0`,
      body: { offset: 0, limit: 2, filters: { transactionids: [ROW.transactionId] } },
    });
  });
});
