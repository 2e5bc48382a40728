import { describe, expect, it } from 'vitest';
import { ACCOUNT_ID, accountAt, startTestGateway } from '../support/gateway.ts';
import { readPage, readPages } from '../support/pages.ts';
import { attempted, FIRST_DAY } from '../support/transactions-arbitraries.ts';
import { startTransactionsUpstream } from '../support/transactions-upstream.ts';

const DAY = attempted({ startMs: FIRST_DAY, endMs: FIRST_DAY + 24 * 60 * 60_000 });

/** A gateway over one day's transactions, in the order of their time, and two handoffs. */
async function startCampaigns(rows: readonly Record<string, unknown>[]) {
  const transactions = rows.map((row, index) => ({ transactionId: `t${index}`, attemptedMs: FIRST_DAY + index, row }));
  const handoffs = [
    { id: 'H1', name: 'Order update' },
    { id: 'H2', name: 'Flight delay' },
  ];
  const upstream = await startTransactionsUpstream({ transactions }, ({ path }) => ({
    json: path.includes('offset=0') ? handoffs : [],
  }));
  const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] });
  const edges = async (args: string, fields: string) => {
    const query = `{ account(accountId: "${ACCOUNT_ID}") { campaigns(${DAY}${args}) { edges { node { campaignId } ${fields} } } } }`;
    const { data, errors } = await gateway.query(query);
    expect(errors).toBeUndefined();
    return data.account.campaigns.edges;
  };
  return { upstream, gateway, edges };
}

const of = (proactiveCampaignId: string | null, handOffId: string | null, more = {}) => ({
  proactiveCampaignId,
  handOffId,
  ...more,
});
const UNSENT = { sentTime: null, deliveredTime: null };

describe('CampaignEdge', () => {
  it('has the funnel of the range, whatever the handoffs, without a further call', async () => {
    const { upstream, edges } = await startCampaigns([
      of('a', 'H1', { conversationsCreatedTime: '2026-03-01T12:00:00.000Z' }),
      of('b', 'H1', UNSENT),
      of(null, 'H1'),
      of('a', 'H2'),
      of('a', null, UNSENT),
    ]);
    const funnel = 'funnel { attempted sent failed delivered responseRate deliveryRate }';
    expect(await edges('', `transactionCount ${funnel}`)).toEqual([
      {
        node: { campaignId: 'a' },
        transactionCount: 3,
        funnel: { attempted: 3, sent: 2, failed: 1, delivered: 2, responseRate: 1 / 2, deliveryRate: 1 },
      },
      {
        node: { campaignId: 'b' },
        transactionCount: 1,
        funnel: { attempted: 1, sent: 0, failed: 1, delivered: 0, responseRate: null, deliveryRate: null },
      },
    ]);
    expect(upstream.requests).toHaveLength(1);
  });

  it('has the name of the handoff of all its transactions, with one list', async () => {
    const { upstream, edges } = await startCampaigns([
      of('one', 'H1'),
      of('one', 'H1'),
      of('two', 'H1'),
      of('two', 'H2'),
      of('mixed', 'H2'),
      of('mixed', null),
      of('none', null),
      of('gone', 'H9'),
      of('other', 'H2'),
    ]);
    expect(await edges('', 'name')).toEqual([
      { node: { campaignId: 'one' }, name: 'Order update' },
      { node: { campaignId: 'two' }, name: null },
      { node: { campaignId: 'mixed' }, name: null },
      { node: { campaignId: 'none' }, name: null },
      { node: { campaignId: 'gone' }, name: null },
      { node: { campaignId: 'other' }, name: 'Flight delay' },
    ]);
    expect(upstream.asked().filter((path) => path.includes('handoffs'))).toHaveLength(2);
  });
});

describe('Account.campaigns in the order of a figure', () => {
  const rows = [
    ...['a', 'b', 'b', 'c', 'c', 'c', 'd', 'e'].map((campaign) => of(campaign, 'H1')),
    of('a', 'H1', UNSENT),
    of('u', 'H1', UNSENT),
  ];

  it.each([
    ['ATTEMPTED', 'DESCENDING', 'cabdeu'],
    ['ATTEMPTED', 'ASCENDING', 'deuabc'],
    ['FAILED', 'DESCENDING', 'aubcde'],
    ['FAILURE_RATE', 'DESCENDING', 'uabcde'],
    ['DELIVERY_RATE', 'ASCENDING', 'abcdeu'],
  ])('by %s %s', async (by, direction, expected) => {
    const { edges } = await startCampaigns(rows);
    const ordered = await edges(`, orderBy: { by: ${by}, direction: ${direction} }`, 'cursor');
    expect(ordered.map((edge: { node: { campaignId: string } }) => edge.node.campaignId).join('')).toBe(expected);
  });

  it('is one list of pages, whose cursors are of that order', async () => {
    const { gateway } = await startCampaigns(rows);
    const paged = { field: 'campaigns', name: 'campaignId', args: `${DAY}, orderBy: { by: SENT }` };
    const pages = await readPages(gateway, paged, 'forward', () => 4);
    expect(pages.map(({ names }) => names.join(''))).toEqual(['cbad', 'eu']);
    const after = pages[0]?.endCursor ?? null;
    await expect(readPage(gateway, { ...paged, args: DAY }, { first: 1, after })).rejects.toThrow('another query');
  });
});
