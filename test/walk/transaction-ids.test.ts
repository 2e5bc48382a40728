import { describe, expect, it } from 'vitest';
import { transactions } from '../support/ask.ts';
import { allBut } from '../support/callers.ts';
import { ACCOUNT_ID, accountAt, startTestGateway } from '../support/gateway.ts';
import { startGuarded } from '../support/guarded.ts';
import { type PagedField, readPage } from '../support/pages.ts';
import { attempted, FIRST_DAY } from '../support/transactions-arbitraries.ts';
import { startTransactionsUpstream } from '../support/transactions-upstream.ts';

const DAY_MS = 24 * 60 * 60_000;
const WEEK = attempted({ startMs: FIRST_DAY, endMs: FIRST_DAY + 7 * DAY_MS });

/** A gateway over one transaction at noon of each of seven days, `t0` to `t6`. */
async function overWeek(account: Record<string, unknown> = {}) {
  const stored = Array.from({ length: 7 }, (_, day) => ({
    transactionId: `t${day}`,
    attemptedMs: FIRST_DAY + (day + 0.5) * DAY_MS,
  }));
  const upstream = await startTransactionsUpstream({ transactions: stored });
  return { upstream, gateway: await startTestGateway({ accounts: [accountAt(upstream.url, account)] }) };
}

/** The transactions of these ids within the week; `more` are further arguments. */
function named(ids: readonly string[], more = ''): PagedField {
  const args = `${WEEK}, filter: { transactionIds: ${JSON.stringify(ids)} } ${more}`;
  return { field: 'transactions', name: 'transactionId', args };
}

describe.each(['documented', 'v2'])('TransactionFilter.transactionIds in the %s dialect', (reportingApi) => {
  it('end the search where the last of them was found', async () => {
    const { gateway, upstream } = await overWeek({ reportingApi });
    const page = await readPage(gateway, named(['t2', 't1']), {});
    expect(page).toMatchObject({ names: ['t1', 't2'], hasNextPage: false });
    expect(upstream.requests).toHaveLength(3);
  });

  it('end it from the other side, too', async () => {
    const { gateway, upstream } = await overWeek({ reportingApi });
    const page = await readPage(gateway, named(['t5'], 'order: NEWEST_FIRST'), { first: 1 });
    expect(page).toMatchObject({ names: ['t5'], hasNextPage: false });
    expect(upstream.requests).toHaveLength(2);
  });

  it('end no search for one that is not there', async () => {
    const { gateway, upstream } = await overWeek({ reportingApi });
    expect((await readPage(gateway, named(['t1', 'none']), {})).names).toEqual(['t1']);
    expect(upstream.requests).toHaveLength(7);
  });
});

describe('TransactionFilter.transactionIds', () => {
  it('go to an upstream that filters by them', async () => {
    const { gateway, upstream } = await overWeek({ reportingApi: 'v2' });
    await readPage(gateway, named(['t0']), {});
    expect(upstream.requests.map(({ body }) => body)).toMatchObject([{ filters: { transactionids: ['t0'] } }]);
  });

  it('do not go there if there are more than 100', async () => {
    const { gateway, upstream } = await overWeek({ reportingApi: 'v2' });
    const ids = Array.from({ length: 101 }, (_, index) => `t${index}`);
    expect((await readPage(gateway, named(ids), {})).names).toHaveLength(7);
    expect(upstream.requests[0]?.body).toMatchObject({ filters: {} });
  });

  it('end the search where one was seen that another filter excludes', async () => {
    const { gateway, upstream } = await overWeek();
    const args = `${WEEK}, filter: { transactionIds: ["t1"], statuses: [FAILED] }`;
    const page = await readPage(gateway, { field: 'transactions', name: 'transactionId', args }, {});
    expect(page).toMatchObject({ names: [], hasNextPage: false });
    expect(upstream.requests).toHaveLength(2);
  });
});

describe('TransactionFilter.consumerIds', () => {
  const query = `{ account(accountId: "${ACCOUNT_ID}") {
    ${transactions('nodes { id }', ', filter: { consumerIds: ["1"] }')}
  } }`;

  it('are FORBIDDEN without pii:read, at no call: what matches would tell whose message it is', async () => {
    const { ask, upstream } = await startGuarded();
    const { data, errors } = await ask({ scopes: allBut('pii:read') }, query);
    expect(data.account.transactions).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', requiredScope: 'pii:read' } }]);
    expect(upstream.requests).toEqual([]);
  });

  it('exclude nothing if they are empty, with any scopes', async () => {
    const { ask } = await startGuarded();
    const { errors } = await ask({ scopes: allBut('pii:read') }, query.replace('["1"]', '[]'));
    expect(errors).toBeUndefined();
  });
});

describe('a cursor', () => {
  it('from before the filters by ids is still valid', async () => {
    const { gateway } = await overWeek();
    const first = await readPage(gateway, { field: 'transactions', name: 'transactionId', args: WEEK }, { first: 1 });
    expect(first.endCursor).toBe('WyJIeG1mSjVoLVdRIiwiMjAyNi0wMy0wMVQxMjowMDowMC4wMDBaIiwidDAiXQ');
  });
});
