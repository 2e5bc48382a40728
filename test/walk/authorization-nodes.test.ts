import { describe, expect, it } from 'vitest';
import { MARCH_10 } from '../support/ask.ts';
import { allBut } from '../support/callers.ts';
import { ACCOUNT_ID } from '../support/gateway.ts';
import { OTHER_ID, startGuarded } from '../support/guarded.ts';
import { globalId } from '../support/node-wire.ts';

const NODE = 'query ($id: ID!) { node(id: $id) { __typename id } }';
const NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';
const AT = '2026-03-10T10:00:00.000Z';
const AT_MS = '1773136800000';
const NOT_FOUND = { message: 'The gateway serves no account with this accountId.', extensions: { code: 'NOT_FOUND' } };

/** What a node's id has behind the account, and the scope that it takes. */
const GUARDED = [
  ['Transaction', 'transactions:read', ['PROACTIVE_MESSAGING', AT_MS, '2f88x19d-a5df-6d22-d967-a9cd19108318']],
  ['ConsumerReport', 'transactions:read', ['c1', 'r1']],
  ['Handoff', 'configuration:read', ['H1']],
  ['Deflection', 'deflections:read', [AT, '473513']],
  ['ProactiveAlertRecord', 'deflections:read', [AT, 'a1', '0']],
  ['Analytics', 'analytics:read', ['{"campaignId":"c1"}']],
] as const;
const OPEN = [
  ['Account', []],
  ['Campaign', ['c1']],
] as const;

describe.each(GUARDED)('a %s by its id', (type, scope, parts) => {
  const id = globalId(type, ACCOUNT_ID, ...parts);

  it(`is found with ${scope} alone`, async () => {
    const { ask } = await startGuarded();
    expect(await ask({ scopes: [scope] }, NODE, { id })).toEqual({ data: { node: { __typename: type, id } } });
    expect(await ask({ scopes: [scope] }, NODES, { ids: [id] })).toEqual({
      data: { nodes: [{ __typename: type, id }] },
    });
  });

  it(`is null, with FORBIDDEN, without ${scope}, and costs no call`, async () => {
    const { ask, upstream } = await startGuarded();
    const error = {
      message: `This needs the scope ${scope}.`,
      extensions: { code: 'FORBIDDEN', requiredScope: scope },
    };
    const one = await ask({ scopes: allBut(scope) }, NODE, { id });
    expect(one).toMatchObject({ data: { node: null }, errors: [{ ...error, path: ['node'] }] });
    const several = await ask({ scopes: allBut(scope) }, NODES, { ids: [id] });
    expect(several).toMatchObject({ data: { nodes: [null] }, errors: [{ ...error, path: ['nodes', 0] }] });
    expect(upstream.requests).toEqual([]);
  });

  it('says nothing of the scope when its id is of another form', async () => {
    const { ask } = await startGuarded();
    const { errors } = await ask({ scopes: [] }, NODE, { id: globalId(type, ACCOUNT_ID) });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe.each(OPEN)('a node of type %s', (type, parts) => {
  it('takes no scope', async () => {
    const { ask, upstream } = await startGuarded();
    const id = globalId(type, ACCOUNT_ID, ...parts);
    expect(await ask({ scopes: [] }, NODE, { id })).toEqual({ data: { node: { __typename: type, id } } });
    expect(upstream.requests).toEqual([]);
  });
});

describe('Query.nodes', () => {
  it('is checked element by element', async () => {
    const { ask, kinds } = await startGuarded();
    const ids = GUARDED.map(([type, , parts]) => globalId(type, ACCOUNT_ID, ...parts));
    const { data, errors } = await ask({ scopes: ['configuration:read'] }, NODES, { ids });
    expect(data.nodes).toEqual([null, null, { __typename: 'Handoff', id: ids[2] }, null, null, null]);
    expect(errors?.map(({ path }) => path)).toEqual([
      ['nodes', 0],
      ['nodes', 1],
      ['nodes', 3],
      ['nodes', 4],
      ['nodes', 5],
    ]);
    expect(kinds()).toEqual(['handoffs']);
  });

  it('answers every one of 300 that are forbidden', async () => {
    const { ask, upstream } = await startGuarded();
    const ids = Array.from({ length: 300 }, (_, index) => globalId('Handoff', ACCOUNT_ID, `H${index}`));
    const { data, errors } = await ask({ scopes: [] }, NODES, { ids });
    expect(data.nodes).toEqual(ids.map(() => null));
    expect(errors).toHaveLength(300);
    expect(upstream.requests).toEqual([]);
  });
});

describe('an account that the caller may not see', () => {
  const ACCOUNT =
    'query ($accountId: String!) { account(accountId: $accountId) { id accountId handoffs { nodes { name } } } }';
  const queries: [string, string, (accountId: string) => Record<string, unknown>][] = [
    ['Query.account', ACCOUNT, (accountId) => ({ accountId })],
    ...[...OPEN, ...GUARDED.map(([type, , parts]) => [type, parts] as const)].flatMap(
      ([type, parts]): [string, string, (accountId: string) => Record<string, unknown>][] => [
        [`Query.node of a ${type}`, NODE, (accountId) => ({ id: globalId(type, accountId, ...parts) })],
        [`Query.nodes of a ${type}`, NODES, (accountId) => ({ ids: [globalId(type, accountId, ...parts)] })],
      ],
    ),
  ];

  it.each(queries)('is not there for %s, with all scopes and with none', async (_, query, variablesOf) => {
    const { ask, upstream } = await startGuarded();
    for (const scopes of [allBut(), []]) {
      const unseen = await ask({ scopes, accountIds: [ACCOUNT_ID] }, query, variablesOf(OTHER_ID));
      expect(unseen.errors).toMatchObject([NOT_FOUND]);
      expect(JSON.stringify(unseen)).toBe(JSON.stringify(await ask({ scopes }, query, variablesOf('99999999'))));
    }
    expect(upstream.requests).toEqual([]);
  });

  it('is not in Query.accounts, and is there for a caller that may see it', async () => {
    const { ask } = await startGuarded();
    const seen = async (accountIds: string[]) =>
      (await ask({ accountIds }, '{ accounts { accountId } }')).data.accounts;
    expect(await seen([OTHER_ID])).toEqual([{ accountId: OTHER_ID }]);
    expect(await seen([OTHER_ID, '99999999', ACCOUNT_ID])).toEqual([
      { accountId: ACCOUNT_ID },
      { accountId: OTHER_ID },
    ]);
    expect(await seen(['99999999'])).toEqual([]);
  });

  it('is never where the edges below another lead', async () => {
    const { ask } = await startGuarded();
    const { data, errors } = await ask(
      { accountIds: [ACCOUNT_ID] },
      `{ accounts { campaign(campaignId: "c1") { account { accountId } }
        transactions(attempted: ${MARCH_10}) { nodes { campaign { account { accountId } } } } } }`,
    );
    expect(errors).toBeUndefined();
    const account = { account: { accountId: ACCOUNT_ID } };
    expect(data.accounts).toEqual([{ campaign: account, transactions: { nodes: [{ campaign: account }] } }]);
  });
});
