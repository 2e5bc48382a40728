import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { campaign, PRMSG } from '../support/ask.ts';
import { ACCOUNT_ID, accountAt, startTestGateway } from '../support/gateway.ts';
import { globalId } from '../support/node-wire.ts';
import { startSandboxed } from '../support/sandbox.ts';
import {
  attempted,
  FIRST_DAY,
  lengthsFrom,
  pageLengths,
  storedTransactions,
} from '../support/transactions-arbitraries.ts';
import {
  type StoredTransaction,
  startTransactionsUpstream,
  type TransactionsStore,
} from '../support/transactions-upstream.ts';
import type { Answer } from '../support/upstream.ts';

const DAY_MS = 24 * 60 * 60_000;
const ROWS = campaign('consumersReport { nodes { reportId transaction { transactionId } } }', 'c1');
const WEEK = { attemptedStartTime: FIRST_DAY, attemptedEndTime: FIRST_DAY + 7 * DAY_MS - 1 };

/** A transaction of a campaign at noon of a day. */
function on(day: number, transactionId: string, row: Record<string, unknown> = {}): StoredTransaction {
  const attemptedMs = FIRST_DAY + (day + 0.5) * DAY_MS;
  return { transactionId, attemptedMs, row: { proactiveCampaignId: 'c1', ...row } };
}

type World = {
  readonly store: TransactionsStore;
  /** The ids of the report's rows, or the rows. */
  readonly reported: readonly (string | Record<string, unknown>)[];
  readonly analytics?: Answer;
  readonly reportingApi?: string;
  readonly pages?: number;
};

/** A gateway over a campaign of a week that may read three upstream pages in one search, or `pages`. */
async function overCampaign({ store, reported, analytics, reportingApi = 'documented', pages = 3 }: World) {
  const consumersReport = reported.map((row) => (typeof row === 'string' ? { id: row, status: 'SENT' } : row));
  const upstream = await startTransactionsUpstream(store, ({ path }) => {
    if (path.endsWith('/campaigns/c1/')) return { json: { consumersReport } };
    return analytics ?? { json: { requestMetadata: WEEK, analytics: [] } };
  });
  const accounts = [accountAt(upstream.url, { reportingApi })];
  const gateway = await startTestGateway({ accounts, limits: { pagesPerConnection: pages } });
  const ask = async (selection = ROWS) => {
    const { data, errors } = await gateway.query(`{ account(accountId: "${ACCOUNT_ID}") { ${selection} } }`);
    const nodes = data.account.campaign.consumersReport.nodes as { transaction: { transactionId: string } | null }[];
    return { errors, found: nodes.map(({ transaction }) => transaction?.transactionId ?? null) };
  };
  return { gateway, upstream, ask };
}

describe.each(['documented', 'v2'])('ConsumerReport.transaction in the %s dialect', (reportingApi) => {
  it('is found for all rows by one walk, which ends where the last of them was found', async () => {
    const stored = [on(0, 'a'), on(0, 'x'), on(1, 'b'), on(2, 'y')];
    const { ask, upstream } = await overCampaign({
      store: { transactions: stored },
      reported: ['b', 'a'],
      reportingApi,
    });
    expect(await ask()).toEqual({ errors: undefined, found: ['b', 'a'] });
    const paths = upstream.requests.map(({ path }) => path.replace(/\?.*/, ''));
    expect(paths).toEqual([
      `${PRMSG}/campaigns/c1/`,
      `${PRMSG}/campaigns/c1/analytics/`,
      `${PRMSG}/transactions/`,
      `${PRMSG}/transactions/`,
    ]);
  });

  it('is what the range has, null if it has none, or an error that says what was read, whatever the pages', async () => {
    const world: World = {
      store: { transactions: [] },
      reported: ['t0', 't1', 't7', 't39', 'none'],
      reportingApi,
      pages: 15,
    };
    const { ask } = await overCampaign(world);
    const property = fc.asyncProperty(storedTransactions, pageLengths, async (transactions, lengths) => {
      const stored = transactions.map((one) => ({ ...one, row: { proactiveCampaignId: 'c1' } }));
      Object.assign(world.store, { transactions: stored, pageLength: lengthsFrom(lengths) });
      const { found, errors = [] } = await ask();
      for (const [index, id] of world.reported.entries()) {
        const isRow = ({ transactionId, attemptedMs }: StoredTransaction) =>
          transactionId === id && attemptedMs >= FIRST_DAY;
        const attemptedMs = stored.find(isRow)?.attemptedMs;
        const error = errors.find(({ path }) => path?.[4] === index);
        const [reached] = error?.message.match(/2026-\S+Z/) ?? [];
        if (error === undefined) expect(found[index]).toBe(attemptedMs === undefined ? null : id);
        else expect(attemptedMs ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(Date.parse(reached ?? ''));
      }
    });
    await fc.assert(property, { seed: 4, numRuns: 40 });
  });

  it('is null if the whole range has none', async () => {
    const day = { attemptedStartTime: FIRST_DAY, attemptedEndTime: FIRST_DAY + DAY_MS - 1 };
    const analytics = { json: { requestMetadata: day, analytics: [] } };
    const { ask } = await overCampaign({
      store: { transactions: [on(0, 'a')] },
      reported: ['a', 'gone'],
      analytics,
      reportingApi,
    });
    expect(await ask()).toEqual({ errors: undefined, found: ['a', null] });
  });

  it('is null, with LIMIT_EXCEEDED and how far the search came, when the pages did not suffice', async () => {
    const { ask, upstream } = await overCampaign({
      store: { transactions: [on(0, 'a'), on(6, 'b')] },
      reported: ['a', 'b'],
      reportingApi,
    });
    const { found, errors } = await ask();
    expect(found).toEqual(['a', null]);
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining('ended at 2026-03-04T00:00:00.000Z, after 3 upstream pages'),
        path: ['account', 'campaign', 'consumersReport', 'nodes', 1, 'transaction'],
        extensions: { code: 'LIMIT_EXCEEDED', limit: 'pagesPerConnection', maximum: 3 },
      },
    ]);
    expect(upstream.requests).toHaveLength(5);
  });
});

describe('ConsumerReport.transaction', () => {
  it.each([
    ['another campaign', { proactiveCampaignId: 'c2' }, {}, null],
    ['no campaign', { proactiveCampaignId: null }, {}, null],
    ['another consumer', { consumerId: '2' }, { consumerId: '1' }, null],
    ['the same consumer', { consumerId: '1' }, { consumerId: '1' }, 'a'],
    ['a consumer that the report lacks', { consumerId: '1' }, {}, 'a'],
    ['no known consumer', {}, { consumerId: '1' }, 'a'],
  ])('of a transaction of the same id and %s', async (_, row, report, expected) => {
    const { ask } = await overCampaign({
      store: { transactions: [on(0, 'a', row)] },
      reported: [{ id: 'a', ...report }],
    });
    expect(await ask()).toEqual({ errors: undefined, found: [expected] });
  });

  it('is asked for by id where the upstream filters by ids', async () => {
    const stored = [on(0, 'a'), on(0, 'b')];
    const { ask, upstream } = await overCampaign({
      store: { transactions: stored },
      reported: ['b', 'a'],
      reportingApi: 'v2',
    });
    await ask();
    expect(upstream.requests.at(-1)?.body).toMatchObject({ filters: { transactionids: ['a', 'b'] } });
  });

  it.each([
    ['UPSTREAM_MALFORMED', 'without the days of the campaign', { json: { analytics: [] } }],
    ['UPSTREAM_NOT_FOUND', 'when analytics fails', { status: 404, json: {} }],
  ])('is null, with %s, %s, and leaves the report alone', async (code, _, analytics) => {
    const { ask } = await overCampaign({ store: { transactions: [] }, reported: ['a', 'b'], analytics });
    const { found, errors } = await ask();
    expect(found).toEqual([null, null]);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code, code]);
  });

  it('costs nothing if it is not asked for', async () => {
    const { ask, upstream } = await overCampaign({ store: { transactions: [] }, reported: ['a'] });
    await ask(campaign('consumersReport { nodes { reportId } }', 'c1'));
    expect(upstream.requests).toHaveLength(1);
  });

  it('is that of each consumer of the sandbox, which reads the documents as the gateway does', async () => {
    const { gateway } = await startSandboxed();
    const campaigns = `campaigns(attempted: ${'{ start: "2026-03-10T00:00:00Z", end: "2026-03-10T06:00:00Z" }'}, first: 1)`;
    const { data, errors } = await gateway.query(`{ account(accountId: "12345678") { ${campaigns} {
      nodes { consumersReport(first: 100) { nodes { reportId transaction { transactionId } } } }
    } } }`);
    expect(errors).toBeUndefined();
    const { nodes } = data.account.campaigns.nodes[0].consumersReport;
    expect(nodes.length).toBeGreaterThan(5);
    expect(nodes).toEqual(
      nodes.map(({ reportId }: { reportId: string }) => ({ reportId, transaction: { transactionId: reportId } })),
    );
  });
});

describe('a ConsumerReport by its id', () => {
  const NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ConsumerReport { id reportId } } }';
  const idOf = (reportId: string) => globalId('ConsumerReport', ACCOUNT_ID, 'c1', reportId);

  it('is found in the report of its campaign, at one call for all rows of it', async () => {
    const { gateway, upstream } = await overCampaign({ store: { transactions: [] }, reported: ['a', 'b'] });
    const { data } = await gateway.query(NODES, { ids: [idOf('b'), idOf('a'), idOf('gone')] });
    expect(data.nodes).toEqual([{ id: idOf('b'), reportId: 'b' }, { id: idOf('a'), reportId: 'a' }, null]);
    expect(upstream.asked()).toEqual([`GET ${PRMSG}/campaigns/c1/`]);
  });
});

describe('Campaign.transactions', () => {
  const week = attempted({ startMs: FIRST_DAY, endMs: FIRST_DAY + 2 * DAY_MS });
  const stored = [on(0, 'a'), on(0, 'x', { proactiveCampaignId: 'c2' }), on(1, 'b', { skill: 'sales' }), on(1, 'c')];
  const ask = async (more: string) => {
    const { gateway, upstream } = await overCampaign({ store: { transactions: stored }, reported: [] });
    const selection = campaign(`transactions(${week} ${more}) { nodes { transactionId } }`, 'c1');
    const { data, errors } = await gateway.query(`{ account(accountId: "${ACCOUNT_ID}") { ${selection} } }`);
    const nodes = data.account.campaign.transactions?.nodes as { transactionId: string }[] | undefined;
    return { ids: nodes?.map(({ transactionId }) => transactionId), errors, upstream };
  };

  it('are oldest first, or newest first', async () => {
    expect((await ask('')).ids).toEqual(['a', 'b', 'c']);
    expect((await ask('order: NEWEST_FIRST')).ids).toEqual(['c', 'b', 'a']);
  });

  it('are those that pass the filter, too', async () => {
    expect((await ask('filter: { transactionIds: ["a", "x"] }')).ids).toEqual(['a']);
    expect((await ask('filter: { campaignIds: ["c1", "c2"], skills: ["sales"] }')).ids).toEqual(['b']);
  });

  it('are refused for other campaigns only, at no call', async () => {
    const { errors, upstream } = await ask('filter: { campaignIds: ["c2"] }');
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(upstream.requests).toEqual([]);
  });
});
