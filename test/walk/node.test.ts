import { describe, expect, it } from 'vitest';
import { MARCH_10_ANALYTICS, over, PRMSG } from '../support/ask.ts';
import { globalId, IDS_OF_EACH, oneOfEach } from '../support/node-wire.ts';

const NODE = 'query ($id: ID!) { node(id: $id) { __typename id } }';
const NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';
const AT = '2026-03-10T10:00:00.000Z';
const NOON = '2026-03-10T12:00:00.000Z';
const AT_MS = '1773136800000';

/** A gateway over one node of each kind, and their ids. */
async function overNodes() {
  const { gateway, upstream } = await over(oneOfEach);
  const { data } = await gateway.query(IDS_OF_EACH);
  const { account } = data;
  upstream.requests.length = 0;
  return {
    gateway,
    upstream,
    ids: {
      Account: account.id,
      Campaign: account.campaign.id,
      ConsumerReport: account.campaign.consumersReport.nodes[0].id,
      Handoff: account.handoffs.nodes[0].id,
      Transaction: account.transactions.nodes[0].id,
      Deflection: account.deflections.nodes[0].id,
      ProactiveAlertRecord: account.proactiveAlerts.nodes[0].id,
      Analytics: account.analytics.id,
    },
  };
}

const NARROW = {
  Account: [],
  Campaign: [],
  ConsumerReport: [{ method: 'GET', path: `${PRMSG}/campaigns/c%3A1%2F%C3%A4/` }],
  Handoff: [{ method: 'GET', path: `${PRMSG}/handoffs/list?v=1&limit=100&offset=0` }],
  Transaction: [
    {
      method: 'GET',
      path: `${PRMSG}/transactions/?attemptedStartTime=1773136799999&attemptedEndTime=1773136800001`,
      body: {},
    },
  ],
  Deflection: [
    {
      method: 'POST',
      path: '/api/getLiveDeflectData/v2',
      body: { siteId: '12345678', startTime: '1773136799999', endTime: '1773223200000' },
    },
  ],
  ProactiveAlertRecord: [
    {
      method: 'GET',
      path: '/api/proactiveReporting',
      body: { siteId: '12345678', startTime: '1773100799999', endTime: '1773187200000' },
    },
  ],
  Analytics: [{ method: 'GET', path: `${PRMSG}/analytics/?${MARCH_10_ANALYTICS}` }],
} as const;

describe('Query.node', () => {
  it.each(Object.keys(NARROW) as (keyof typeof NARROW)[])(
    'finds a node of type %s again at its price',
    async (type) => {
      const { gateway, upstream, ids } = await overNodes();
      const answer = await gateway.query(NODE, { id: ids[type] });
      expect(answer).toEqual({ data: { node: { __typename: type, id: ids[type] } } });
      expect(upstream.requests).toMatchObject(NARROW[type]);
      expect(upstream.requests).toHaveLength(NARROW[type].length);
    },
  );

  it.each([
    ['ConsumerReport', globalId('ConsumerReport', '12345678', 'c1', 'r9')],
    ['Handoff', globalId('Handoff', '12345678', 'H9')],
    ['Transaction', globalId('Transaction', '12345678', 'PROACTIVE_MESSAGING', AT_MS, 't9')],
    ['Deflection', globalId('Deflection', '12345678', AT, '9')],
    ['Deflection without a time', globalId('Deflection', '12345678', '', '473513')],
    ['ProactiveAlertRecord', globalId('ProactiveAlertRecord', '12345678', AT, 'a9', '0')],
    ['ProactiveAlertRecord of another time', globalId('ProactiveAlertRecord', '12345678', NOON, 'a1', '0')],
    ['ProactiveAlertRecord without a time', globalId('ProactiveAlertRecord', '12345678', '1-2', 'a1', '0')],
  ])('is null for a %s that is gone', async (_, id) => {
    const { gateway } = await over(oneOfEach);
    expect(await gateway.query(NODE, { id })).toEqual({ data: { node: null } });
  });
});

describe('Query.nodes', () => {
  it('finds one of each, in the order asked for, at the price of each', async () => {
    const { gateway, upstream, ids } = await overNodes();
    const answer = await gateway.query(NODES, { ids: Object.values(ids).toReversed() });
    const nodes = Object.entries(ids).map(([type, id]) => ({ __typename: type, id }));
    expect(answer).toEqual({ data: { nodes: nodes.toReversed() } });
    expect(upstream.requests).toHaveLength(6);
  });

  it('is null, with an error of its own, for each bad id, and leaves the others alone', async () => {
    const { gateway, ids } = await overNodes();
    const bad = ['garbage', globalId('Invoice', '1'), globalId('Account', '87654321')];
    const { data, errors } = await gateway.query(NODES, { ids: [ids.Campaign, ...bad, ids.Handoff] });
    expect(data.nodes).toMatchObject([{ id: ids.Campaign }, null, null, null, { id: ids.Handoff }]);
    expect(errors?.map(({ path, extensions }) => [path, extensions.code]).toSorted()).toEqual([
      [['nodes', 1], 'BAD_USER_INPUT'],
      [['nodes', 2], 'BAD_USER_INPUT'],
      [['nodes', 3], 'NOT_FOUND'],
    ]);
  });

  it('costs one report for several alerts of a day', async () => {
    const { gateway, upstream, ids } = await overNodes();
    const { data } = await gateway.query(NODES, {
      ids: [ids.ProactiveAlertRecord, globalId('ProactiveAlertRecord', '12345678', NOON, 'a1', '0')],
    });
    expect(data.nodes).toMatchObject([{ id: ids.ProactiveAlertRecord }, null]);
    expect(upstream.requests).toHaveLength(1);
  });

  it('costs one list for several handoffs', async () => {
    const { gateway, upstream, ids } = await overNodes();
    await gateway.query(NODES, { ids: [ids.Handoff, globalId('Handoff', '12345678', 'H2')] });
    // One more than the list has, to see its end: one of the ids is in no list.
    expect(upstream.requests).toHaveLength(2);
  });
});
