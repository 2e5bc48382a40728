import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { over, PRMSG } from '../support/ask.ts';
import { ACCOUNT_ID } from '../support/gateway.ts';
import { globalId, oneOfEach } from '../support/node-wire.ts';

const ENTITIES = `query ($of: [_Any!]!) {
  _entities(representations: $of) { __typename ... on Node { id } ... on Handoff { name } }
}`;
const AT = '2026-03-10T10:00:00.000Z';
const AT_MS = '1773136800000';

const IDS = {
  Account: globalId('Account', ACCOUNT_ID),
  Campaign: globalId('Campaign', ACCOUNT_ID, 'c1'),
  ConsumerReport: globalId('ConsumerReport', ACCOUNT_ID, 'c1', 'unknown'),
  Handoff: globalId('Handoff', ACCOUNT_ID, 'H1'),
  Transaction: globalId('Transaction', ACCOUNT_ID, 'PROACTIVE_MESSAGING', AT_MS, 'unknown'),
  Deflection: globalId('Deflection', ACCOUNT_ID, AT, 'unknown'),
  Analytics: globalId('Analytics', ACCOUNT_ID, '{"campaignId":"c1"}'),
  ProactiveAlertRecord: globalId('ProactiveAlertRecord', ACCOUNT_ID, AT, 'unknown', '0'),
} as const;

/** A gateway that is a subgraph, over one node of each kind. */
async function overNodes() {
  const { gateway, upstream } = await over(oneOfEach, { config: { federation: true } });
  const resolve = (of: readonly unknown[]) => gateway.query(ENTITIES, { of });
  return { gateway, upstream, resolve };
}

describe('Query._entities', () => {
  it('finds a node by its id', async () => {
    const { resolve } = await overNodes();
    expect(await resolve([{ __typename: 'Handoff', id: IDS.Handoff }])).toEqual({
      data: { _entities: [{ __typename: 'Handoff', id: IDS.Handoff, name: 'Handoff H1' }] },
    });
  });

  it('finds the answer to a question about analytics by the id of the question', async () => {
    const { resolve, upstream } = await overNodes();
    const of = { __typename: 'Analytics', id: IDS.Analytics };
    expect(await resolve([of, of])).toEqual({ data: { _entities: [of, of] } });
    expect(upstream.requests).toHaveLength(1);
  });

  it('finds accounts and campaigns by LivePerson’s ids, without a call', async () => {
    const { resolve, upstream } = await overNodes();
    const { data } = await resolve([
      { __typename: 'Account', accountId: ACCOUNT_ID },
      { __typename: 'Campaign', account: { accountId: ACCOUNT_ID }, campaignId: 'c1' },
    ]);
    expect(data._entities).toEqual([
      { __typename: 'Account', id: IDS.Account },
      { __typename: 'Campaign', id: IDS.Campaign },
    ]);
    expect(upstream.requests).toEqual([]);
  });

  it('counts each representation in the cost of its operation', async () => {
    const { gateway } = await overNodes();
    const of = [1, 2, 3].map((nth) => ({ __typename: 'Account', accountId: String(nth) }));
    const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }';
    const { extensions } = await gateway.query(query, { of }, { headers: { 'x-operation-cost': 'include' } });
    expect(extensions?.cost).toMatchObject({ operation: 33 });
  });

  it('shows nothing for which the caller has no scope, and asks nothing for it', async () => {
    const callers = { mode: 'none', scopes: [] };
    const { gateway, upstream } = await over(oneOfEach, { config: { federation: true, callers } });
    const of = (['Handoff', 'Transaction', 'Deflection', 'Analytics'] as const).map((type) => ({
      __typename: type,
      id: IDS[type],
    }));
    const { data, errors } = await gateway.query(ENTITIES, { of });
    expect(data._entities).toEqual([null, null, null, null]);
    expect(errors?.map(({ extensions }) => extensions.requiredScope)).toEqual([
      'configuration:read',
      'transactions:read',
      'deflections:read',
      'analytics:read',
    ]);
    expect(upstream.requests).toEqual([]);
  });

  it('is null for what is gone', async () => {
    const { resolve } = await overNodes();
    const answer = await resolve([
      { __typename: 'Transaction', id: IDS.Transaction },
      { __typename: 'ConsumerReport', id: IDS.ConsumerReport },
      { __typename: 'Deflection', id: IDS.Deflection },
      { __typename: 'ProactiveAlertRecord', id: IDS.ProactiveAlertRecord },
      { __typename: 'Handoff', id: globalId('Handoff', ACCOUNT_ID, 'H9') },
    ]);
    expect(answer).toEqual({ data: { _entities: [null, null, null, null, null] } });
  });

  it('costs one list for a hundred handoffs', async () => {
    const { resolve, upstream } = await overNodes();
    const of = Array.from({ length: 100 }, (_, index) => ({
      __typename: 'Handoff',
      id: globalId('Handoff', ACCOUNT_ID, `H${index % 50}`),
    }));
    const { data } = await resolve(of);
    expect(data._entities.map((entity: object | null) => entity !== null)).toEqual(of.map((_, at) => at % 50 === 1));
    expect(upstream.asked()).toEqual(
      [0, 1].map((offset) => `GET ${PRMSG}/handoffs/list?v=1&limit=100&offset=${offset}`),
    );
  });

  it.each([
    ['an account by its id', { __typename: 'Account', id: globalId('Account', '87654321') }],
    ['an account by its accountId', { __typename: 'Account', accountId: '87654321' }],
    ['a campaign', { __typename: 'Campaign', account: { accountId: '87654321' }, campaignId: 'c1' }],
    ['a handoff', { __typename: 'Handoff', id: globalId('Handoff', '87654321', 'H1') }],
  ])('does not find %s of what is not served, and leaves the others alone', async (_, unseen) => {
    const { resolve, upstream } = await overNodes();
    const { data, errors } = await resolve([unseen, { __typename: 'Account', id: IDS.Account }]);
    expect(data._entities).toEqual([null, { __typename: 'Account', id: IDS.Account }]);
    expect(errors).toMatchObject([{ path: ['_entities', 0], extensions: { code: 'NOT_FOUND' } }]);
    expect(upstream.requests).toEqual([]);
  });

  it.each([
    ['a number', 5],
    ['a list', []],
    ['no type', { id: IDS.Account }],
    ['a type of no entity', { __typename: 'PageInfo', id: IDS.Account }],
    ['a name that every object has', { __typename: 'constructor' }],
    ['a type of another id', { __typename: 'Campaign', id: IDS.Account }],
    ['no key', { __typename: 'Handoff', handoffId: 'H1' }],
    ['an id that is no text', { __typename: 'Account', id: 12345678 }],
    ['an id that is none', { __typename: 'Account', id: ACCOUNT_ID }],
    ['an accountId that is no text', { __typename: 'Account', accountId: 12345678 }],
    ['a null id beside another key', { __typename: 'Account', id: null, accountId: ACCOUNT_ID }],
    ['half a key', { __typename: 'Campaign', campaignId: 'c1' }],
    ['an account that is no object', { __typename: 'Campaign', account: ACCOUNT_ID, campaignId: 'c1' }],
    ['an empty campaignId', { __typename: 'Campaign', account: { accountId: ACCOUNT_ID }, campaignId: ' ' }],
  ])('refuses %s without a call', async (_, representation) => {
    const { gateway, resolve, upstream } = await overNodes();
    const { data, errors } = await resolve([representation]);
    expect(data).toEqual({ _entities: [null] });
    expect(errors).toMatchObject([{ path: ['_entities', 0], extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(upstream.requests).toEqual([]);
    expect(gateway.bugs).toEqual([]);
  });

  it('tells of each of a thousand that fail at once', async () => {
    const { resolve } = await overNodes();
    const { data, errors } = await resolve(Array.from({ length: 1000 }, () => ({ __typename: 'Account' })));
    expect(data._entities).toEqual(Array.from({ length: 1000 }, () => null));
    expect(errors).toHaveLength(1000);
  });

  it('refuses more than a thousand', async () => {
    const { resolve } = await overNodes();
    const { data, errors } = await resolve(Array.from({ length: 1001 }, () => ({ __typename: 'Account' })));
    expect(data).toBeNull();
    expect(errors).toMatchObject([
      {
        message: 'representations has 1001 elements; the limit is 1000.',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });

  it('answers whatever comes with a node, null or an error of the client’s', async () => {
    const json = fc.jsonValue({ maxDepth: 2 });
    const representation = fc.record(
      {
        __typename: fc.oneof(fc.constantFrom(...Object.keys(IDS), 'Query', '__proto__'), json),
        id: fc.oneof(fc.constantFrom(...Object.values(IDS)), fc.base64String(), json),
        accountId: fc.oneof(fc.constant(ACCOUNT_ID), fc.string({ unit: 'binary' }), json),
        account: fc.oneof(fc.record({ accountId: fc.oneof(fc.constant(ACCOUNT_ID), json) }), json),
        campaignId: fc.oneof(fc.string({ unit: 'binary' }), json),
      },
      { requiredKeys: [] },
    );
    // After the arbitraries: making them can hold the thread for seconds, and the gateway would refuse the next request.
    const { gateway, resolve } = await overNodes();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 4, arbitrary: representation }, json), { maxLength: 20 }),
        async (of) => {
          const { data, errors = [] } = await resolve(of);
          const codes = errors.map(({ extensions }) => extensions?.code);
          expect(
            codes.filter((code) => code !== 'BAD_USER_INPUT' && code !== 'NOT_FOUND' && code !== undefined),
          ).toEqual([]);
          expect(gateway.bugs).toEqual([]);
          if (!of.includes(null)) expect(data._entities).toHaveLength(of.length);
        },
      ),
      { seed: 4, numRuns: 100 },
    );
  });
});
