import { describe, expect, it } from 'vitest';
import { MARCH_10_QUERY, over, PRMSG, transactions } from '../support/ask.ts';
import { transactionRow, transactionsAnswer } from '../support/wire.ts';

const PAGE = `${PRMSG}/transactions/?${MARCH_10_QUERY}`;
const IDS = 'nodes { transactionId } pageInfo { hasNextPage hasPreviousPage }';

/** Rows t0, t1, … from one number up to another, exclusive. */
function rows(from: number, to: number) {
  return Array.from({ length: to - from }, (_, index) => transactionRow({ transactionId: `t${from + index}` }));
}

/** The ids that a connection holds. */
function ids(connection: { readonly nodes: readonly { readonly transactionId: string }[] }) {
  return connection.nodes.map(({ transactionId }) => transactionId);
}

/** What the graph tells of one row. */
async function readRow(row: Record<string, unknown>, selection: string) {
  const { ask } = await over({ json: transactionsAnswer([transactionRow(row)]) });
  const { account, codes } = await ask(transactions(`nodes { ${selection} }`));
  expect(codes).toEqual([]);
  return account.transactions.nodes[0];
}

describe('Account.transactions', () => {
  it('#10 asks for the next page by offset in the query', async () => {
    const { ask, upstream } = await over(({ path }) => ({
      json: path.includes('offset=')
        ? transactionsAnswer(rows(1, 3), { currentOffset: 1 })
        : transactionsAnswer(rows(0, 2), { nextOffset: 2 }),
    }));
    const { account } = await ask(transactions(IDS));
    expect(ids(account.transactions)).toEqual(['t0', 't1', 't2']);
    // From the last row on, to see that it stands where it stood; the other call counts the day.
    expect(upstream.asked().filter((one) => one.includes('/transactions/'))).toEqual([
      `GET ${PAGE}`,
      `GET ${PAGE}&offset=1`,
    ]);
  });

  it('#11 ends at nextOffset, however many page.count promises', async () => {
    const { ask, upstream } = await over({ json: transactionsAnswer(rows(0, 1), { count: 100 }) });
    const { account } = await ask(transactions(IDS));
    expect(account.transactions.pageInfo.hasNextPage).toBe(false);
    expect(upstream.requests).toHaveLength(1);
  });

  it.each([
    ['-1', { nextOffset: -1 }],
    ['null', { nextOffset: null }],
    ['missing', { nextOffset: undefined }],
    ['not advancing', { nextOffset: 0 }],
  ])('#12 is over when nextOffset is %s', async (_, page) => {
    const { ask, upstream } = await over({ json: transactionsAnswer(rows(0, 1), page) });
    const { account } = await ask(transactions(IDS));
    expect(account.transactions.pageInfo.hasNextPage).toBe(false);
    expect(upstream.requests).toHaveLength(1);
  });

  it.each([
    ['a nextOffset that is no number', { nextOffset: 'end' }, 'page.nextOffset'],
    ['a currentOffset that is no number', { currentOffset: 'here' }, 'page.currentOffset'],
    ['a currentOffset beyond the one asked for', { currentOffset: 1 }, 'page.currentOffset'],
    ['the token of V1', { nextOffset: undefined, nextPage: 'MTAw' }, 'page.nextPage'],
    ['the limit of V2', { nextOffset: undefined, limit: 100 }, 'page.limit'],
  ])('#12 is malformed, not over, at %s', async (_, page, malformedPath) => {
    const { gateway } = await over({ json: transactionsAnswer(rows(0, 1), page) });
    const { data, errors } = await gateway.query(`{ account(accountId: "12345678") { ${transactions(IDS)} } }`);
    expect(data.account.transactions).toBeNull();
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UPSTREAM_MALFORMED', malformedPath });
  });

  it('#12 is over at an empty page, whatever its nextOffset', async () => {
    const { ask, upstream } = await over({ json: transactionsAnswer([], { nextOffset: 300 }) });
    const { account } = await ask(transactions(IDS));
    expect(account.transactions).toEqual({ nodes: [], pageInfo: { hasNextPage: false, hasPreviousPage: false } });
    expect(upstream.requests).toHaveLength(1);
  });

  it('#13 puts pages of any length together', async () => {
    const pages = new Map([
      ['0', transactionsAnswer(rows(0, 3), { nextOffset: 3 })],
      ['2', transactionsAnswer(rows(2, 4), { currentOffset: 2, nextOffset: 4 })],
      ['3', transactionsAnswer(rows(3, 6), { currentOffset: 3 })],
    ]);
    const { ask } = await over(({ path }) => ({ json: pages.get(path.split('offset=')[1] ?? '0') }));
    const { account } = await ask(transactions(IDS));
    expect(ids(account.transactions)).toEqual(['t0', 't1', 't2', 't3', 't4', 't5']);
  });

  it('#13 discards the rows before the asked offset when the upstream answers from an earlier one', async () => {
    const { ask } = await over(({ path }) => ({
      json: path.includes('offset=')
        ? transactionsAnswer(rows(1, 5), { currentOffset: 1 })
        : transactionsAnswer(rows(0, 3), { nextOffset: 3 }),
    }));
    const { account } = await ask(transactions(IDS));
    expect(ids(account.transactions)).toEqual(['t0', 't1', 't2', 't3', 't4']);
  });

  it('#13 is an error, not a loop, when the upstream answers the same page to every offset', async () => {
    const { ask } = await over({ json: transactionsAnswer(rows(0, 2), { nextOffset: 2 }) });
    const { account, codes } = await ask(transactions(IDS));
    expect(account.transactions).toBeNull();
    expect(codes).toEqual(['UPSTREAM_MALFORMED']);
  });

  it('#14 has a previous page only after a cursor, whatever previousOffset says', async () => {
    const { ask } = await over({ json: transactionsAnswer(rows(0, 3), { previousOffset: 100 }) });
    const { account } = await ask(transactions('edges { cursor } pageInfo { hasPreviousPage }'));
    const [edge] = account.transactions.edges;
    const after = await ask(transactions('pageInfo { hasPreviousPage }', `, after: "${edge.cursor}"`));
    expect(account.transactions.pageInfo.hasPreviousPage).toBe(false);
    expect(after.account.transactions.pageInfo.hasPreviousPage).toBe(true);
  });

  it('#16 sends its filter flat', async () => {
    const { ask, upstream } = await over({ json: transactionsAnswer([]) });
    await ask(transactions(IDS, ', filter: { channels: [SMS, IN_APP], skills: ["billing", "sales"] }'));
    expect(upstream.requests[0]?.body).toEqual({ channels: ['inapp', 'sms'], skills: ['billing', 'sales'] });
  });

  it('#26 asks reporting for sms where configuration says sms-twilio', async () => {
    const { ask, upstream } = await over({ json: transactionsAnswer([transactionRow({ channel: 'SMS' })]) });
    const { account } = await ask(transactions('nodes { channel channelCode }', ', filter: { channels: [SMS] }'));
    expect(upstream.requests[0]?.body).toEqual({ channels: ['sms'] });
    expect(account.transactions.nodes).toEqual([{ channel: 'SMS', channelCode: 'SMS' }]);
  });
});

describe('Transaction', () => {
  it.each([
    ['only handOffId', { ivrNumber: undefined }, { handoffId: 'H000000000000000', ivrNumber: null }],
    ['handoffId', { handOffId: undefined, handoffId: 'H7' }, { handoffId: 'H7', ivrNumber: null }],
    ['an empty ivrNumber', { handOffId: undefined, ivrNumber: '' }, { handoffId: null, ivrNumber: null }],
    [
      'both keys',
      { handOffId: 'H000000000000001', ivrNumber: '12025550123' },
      { handoffId: 'H000000000000001', ivrNumber: '12025550123' },
    ],
  ])('#19 reads a row with %s', async (_, row, expected) => {
    expect(await readRow(row, 'handoffId ivrNumber')).toEqual(expected);
  });

  it('#20 passes on an id that is no UUID', async () => {
    expect(await readRow({ transactionId: '2f88x19d' }, 'transactionId')).toEqual({ transactionId: '2f88x19d' });
  });

  it('#24 is null in everything that the upstream may leave out', async () => {
    const row = { skill: null, consumerId: null, initialSkill: null, initialChannel: null, proactiveCampaignId: null };
    expect(await readRow(row, 'skill consumerId initialSkill initialChannel campaignId campaign { id }')).toEqual({
      skill: null,
      consumerId: null,
      initialSkill: null,
      initialChannel: null,
      campaignId: null,
      campaign: null,
    });
  });

  it('#49 has no readTime on SMS', async () => {
    expect(await readRow({ channel: 'sms', readTime: null }, 'readTime')).toEqual({ readTime: null });
  });
});
