import { describe, expect, it } from 'vitest';
import { over, PRMSG } from '../support/ask.ts';
import { ACCOUNT_ID } from '../support/gateway.ts';
import { globalId, oneOfEach } from '../support/node-wire.ts';
import { startRouter } from '../support/router.ts';
import { startSubgraph } from '../support/subgraph.ts';
import { type Answer, type SeenRequest, startUpstream } from '../support/upstream.ts';
import { transactionRow } from '../support/wire.ts';

const ORDERS = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
  type Query { orders: [Order!]! }
  type Order @key(fields: "id") { id: ID! handoff: Handoff transaction: Transaction campaign: Campaign }
  type Handoff @key(fields: "id", resolvable: false) { id: ID! }
  type Transaction @key(fields: "id", resolvable: false) { id: ID! }
  type Account @key(fields: "accountId", resolvable: false) { accountId: String! }
  type Campaign @key(fields: "account { accountId } campaignId") { account: Account! campaignId: String! orderCount: Int! }
`;

const HANDOFF = { __typename: 'Handoff', id: globalId('Handoff', ACCOUNT_ID, 'H1') };
const TRANSACTION = {
  __typename: 'Transaction',
  id: globalId(
    'Transaction',
    ACCOUNT_ID,
    'PROACTIVE_MESSAGING',
    '1773136800000',
    String(transactionRow().transactionId),
  ),
};
const CAMPAIGN = { account: { accountId: ACCOUNT_ID }, campaignId: 'c1' };

/** A router over orders and the gateway, whose requests to the gateway are seen on their way. */
async function overOrders(orders: readonly object[], answer: (request: SeenRequest) => Answer | undefined = oneOfEach) {
  const { gateway, upstream } = await over(answer, { config: { federation: true } });
  const way = await startUpstream(async ({ body }) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, json: await response.json() };
  });
  const ordersUrl = await startSubgraph(ORDERS, {
    Query: { orders: () => orders },
    Campaign: { __resolveReference: (campaign: object) => campaign, orderCount: () => 3 },
  });
  const router = await startRouter({ outbound: way.url, orders: ordersUrl });
  const composing = way.requests.splice(0);
  return { gateway, upstream, router, composing, requests: way.requests };
}

describe('a router over the gateway and another subgraph', () => {
  it('joins what the other references with what the gateway knows', async () => {
    const orders = [
      { id: '1', handoff: HANDOFF, transaction: TRANSACTION },
      { id: '2', handoff: HANDOFF, transaction: null },
    ];
    const { router, upstream, requests } = await overOrders(orders);
    const answer = await router.query('{ orders { id handoff { name } transaction { status } } }');
    expect(answer).toEqual({
      data: {
        orders: [
          { id: '1', handoff: { name: 'Handoff H1' }, transaction: { status: 'DELIVERED' } },
          { id: '2', handoff: { name: 'Handoff H1' }, transaction: null },
        ],
      },
    });
    expect(requests.flatMap(({ body }) => Object.values((body as { variables: object }).variables))).toEqual([
      expect.arrayContaining([HANDOFF]),
      [TRANSACTION],
    ]);
    expect(upstream.asked().toSorted()).toEqual([
      `GET ${PRMSG}/handoffs/list?v=1&limit=100&offset=0`,
      `GET ${PRMSG}/transactions/?attemptedStartTime=1773136799999&attemptedEndTime=1773136800001`,
    ]);
  });

  it('finds a campaign by LivePerson’s own ids', async () => {
    const { router } = await overOrders([{ id: '1', campaign: CAMPAIGN }]);
    const { data } = await router.query('{ orders { campaign { id orderCount } } }');
    expect(data.orders).toEqual([{ campaign: { id: globalId('Campaign', ACCOUNT_ID, 'c1'), orderCount: 3 } }]);
  });

  it('adds what the other knows of the gateway’s nodes', async () => {
    const { router, upstream } = await overOrders([]);
    const answer = await router.query(
      `{ account(accountId: "${ACCOUNT_ID}") { handoffs { nodes { name } } campaign(campaignId: "c1") { orderCount } } }`,
    );
    expect(answer.data.account).toEqual({ handoffs: { nodes: [{ name: 'Handoff H1' }] }, campaign: { orderCount: 3 } });
    expect(upstream.asked()).toEqual(
      [0, 1].map((offset) => `GET ${PRMSG}/handoffs/list?v=1&limit=100&offset=${offset}`),
    );
  });

  it('passes on the gateway’s errors with their codes, and the other data', async () => {
    const unseen = { ...HANDOFF, id: globalId('Handoff', '87654321', 'H1') };
    const orders = [
      { id: '1', handoff: unseen },
      { id: '2', handoff: HANDOFF },
      { id: '3', transaction: TRANSACTION },
    ];
    const { router } = await overOrders(orders, (request) =>
      request.path.includes('/transactions/') ? { status: 404, json: {} } : oneOfEach(request),
    );
    const { data, errors } = await router.query('{ orders { handoff { name } transaction { status } } }');
    expect(data.orders).toEqual([
      { handoff: { name: null }, transaction: null },
      { handoff: { name: 'Handoff H1' }, transaction: null },
      { handoff: null, transaction: null },
    ]);
    expect(errors?.map(({ extensions }) => extensions.code).toSorted()).toEqual(['NOT_FOUND', 'UPSTREAM_NOT_FOUND']);
  });

  it('asks for the schema as itself, and everything else as its client', async () => {
    const { router, composing, requests } = await overOrders([{ id: '1', handoff: HANDOFF }]);
    await router.query('{ orders { handoff { name } } }', 'Bearer of-the-client');
    expect(composing.map(({ headers }) => headers.authorization)).toEqual(['Bearer of-the-router']);
    expect(requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer of-the-client']);
  });
});
