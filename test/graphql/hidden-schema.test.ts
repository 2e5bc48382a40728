import { describe, expect, it } from 'vitest';
import { accountAt, type GraphQLAnswer, startTestGateway } from '../support/gateway.ts';

/** Asks a gateway whose schema is hidden unless `introspection` says otherwise. */
async function ask(query: string, variables = {}, introspection = false): Promise<GraphQLAnswer> {
  const accounts = [accountAt('http://localhost:1')];
  const gateway = await startTestGateway({ accounts, web: { introspection } });
  const answer = await gateway.query(query, variables);
  expect(gateway.bugs).toEqual([]);
  return answer;
}

const RANGE = '{ start: "2026-03-10T00:00:00Z", end: "2026-03-11T00:00:00Z" }';

/** Names that are nearly right, wherever an operation has names. */
const NEARLY: [string, string, Record<string, unknown>?][] = [
  ['a field', '{ acount(accountId: "1") { accountId } }'],
  ['a field of a type', '{ account(accountId: "1") { handofs { nodes { name } } } }'],
  ['an argument', '{ account(acountId: "1") { accountId } }'],
  ['a type', '{ node(id: "x") { ... on Handof { name } } }'],
  ['the type of a variable', 'query ($a: SendProactiveAlertInpt) { __typename }'],
  [
    'an enum value',
    `{ account(accountId: "1") { analytics(attempted: ${RANGE}) { breakdown(by: [CHANEL]) { channel } } } }`,
  ],
  [
    'an input field',
    '{ account(accountId: "1") { analytics(attempted: { stat: "x", end: "y" }) { totals { attempted } } } }',
  ],
  [
    'an enum value in a variable',
    `query ($by: [AnalyticsDimension!]!) { account(accountId: "1") { analytics(attempted: ${RANGE}) { breakdown(by: $by) { channel } } } }`,
    { by: ['CHANEL'] },
  ],
  [
    'an input field in a variable',
    'query ($a: TimeRangeInput!) { account(accountId: "1") { analytics(attempted: $a) { totals { attempted } } } }',
    { a: { start: '2026-03-10T00:00:00Z', end: '2026-03-11T00:00:00Z', stat: 1 } },
  ],
];

describe('a hidden schema', () => {
  it.each([
    '{ __schema { types { name } } }',
    '{ __type(name: "Query") { name } }',
    'query { ...F } fragment F on Query { s: __schema { queryType { name } } }',
    '{ node(id: "x") { id } __type(name: "Query") { fields { name } } }',
  ])('is not told: %s', async (query) => {
    const { data, errors } = await ask(query);
    expect(data).toBeUndefined();
    expect(errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(errors?.[0]?.message).toContain('introspection has been disabled');
  });

  it('has __typename all the same', async () => {
    expect(await ask('{ __typename nodes(ids: []) { __typename } }')).toEqual({
      data: { __typename: 'Query', nodes: [] },
    });
  });

  it.each(NEARLY)('suggests no name for %s that is nearly right', async (_, query, variables) => {
    const { errors } = await ask(query, variables);
    expect(errors?.length).toBeGreaterThan(0);
    expect(JSON.stringify(errors)).not.toMatch(/did you mean/i);
  });
});

describe('a schema that is shown', () => {
  it('is told', async () => {
    const { data } = await ask('{ __schema { queryType { name } } __type(name: "Query") { name } }', {}, true);
    expect(data).toEqual({ __schema: { queryType: { name: 'Query' } }, __type: { name: 'Query' } });
  });

  it.each(NEARLY.slice(0, 7))('suggests names for %s', async (_, query) => {
    expect(JSON.stringify((await ask(query, {}, true)).errors)).toContain('Did you mean');
  });
});
