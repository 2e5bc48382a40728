import { describe, expect, it } from 'vitest';
import { type Limited, startLimited } from '../support/limited.ts';

/** What a limit refused, and what came of it. */
async function refusal(gateway: Limited, query: string, operationName?: string) {
  const { status, errors = [] } = await gateway.ask(query, operationName === undefined ? {} : { operationName });
  expect(gateway.asked()).toBe(0);
  expect(gateway.bugs).toEqual([]);
  return { status, limit: errors[0]?.extensions.limit, code: errors[0]?.extensions.code };
}

const nested = (open: string, levels: number, close: string) => `${open.repeat(levels)}${close.repeat(levels)}`;

/** Fragments that each have what `body` makes of the next. */
function chain(length: number, body: (next: string) => string): string {
  const fragments = Array.from({ length }, (_, index) => `fragment F${index} on Query { ${body(`...F${index + 1}`)} }`);
  return `${fragments.join(' ')} fragment F${length} on Query { __typename }`;
}

describe('a document that is nested deeply', () => {
  it.each([
    ['lists', `{ nodes(ids: ${nested('[', 100_000, ']')}) { id } }`, 'tokens'],
    ['lists up to the tokens', `{ nodes(ids: ${nested('[', 990, ']')}) { id } }`, 'nesting'],
    ['objects that are not closed', `{ nodes(ids: ${'{a:'.repeat(600)}`, 'nesting'],
    ['selections up to the tokens', nested('{a', 660, '}'), 'nesting'],
    ['inline fragments', nested('{...', 660, '}'), 'nesting'],
    ['types of variables', `query ($a: ${nested('[', 900, ']')}) { __typename }`, 'nesting'],
    ['brackets before what is no token', `${'['.repeat(1500)} ?`, 'nesting'],
    ['selections up to the nesting', `${'{a'.repeat(100)}${'}'.repeat(100)}`, 'depth'],
  ])('is refused: %s', async (_, query, limit) => {
    expect(await refusal(await startLimited(), query)).toEqual({ status: 400, limit, code: 'LIMIT_EXCEEDED' });
  });

  it('is refused or told to be wrong at the largest limits that can be set', async () => {
    const gateway = await startLimited({
      tokens: 10_000,
      nesting: 500,
      depth: 500,
      fields: 100_000,
      rootFields: 10_000,
    });
    const documents = [
      nested('{a', 500, '}'),
      `{ nodes(ids: ${nested('[', 498, ']')}) { id } }`,
      `query ($v: JSONObject = ${nested('{a:', 490, '}').replace(':}', ':1}')}) { __typename }`,
      `{ ...F0 } ${chain(900, (next) => `... { ${next} }`)}`,
      `{ ...F0 } ${chain(1200, (next) => next)}`,
    ];
    for (const query of documents) {
      const { status, errors } = await gateway.ask(query);
      expect([200, 400]).toContain(status);
      for (const { extensions } of errors ?? []) expect(extensions.code).not.toBe('INTERNAL_SERVER_ERROR');
    }
    expect(gateway.bugs).toEqual([]);
  });
});

describe('fragments that spread each other', () => {
  it('sixty levels of two each are refused within a second', async () => {
    const gateway = await startLimited();
    const doubling = chain(60, (next) => `${next} ${next}`);
    const start = performance.now();
    expect(await refusal(gateway, `{ ...F0 } ${doubling}`)).toMatchObject({ status: 400, limit: 'rootFields' });
    const nestedToo = `{ node(id: "") { ...F0 } } ${doubling.replaceAll('on Query', 'on Node')}`;
    expect(await refusal(gateway, nestedToo)).toMatchObject({ status: 400, limit: 'fields' });
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('do not hold up another operation of their document', async () => {
    const gateway = await startLimited();
    const start = performance.now();
    const query = `query Small { __typename } query Large { ...F0 } ${chain(60, (next) => `${next} ${next}`)}`;
    const { data } = await gateway.ask(query, { operationName: 'Small' });
    expect(data).toEqual({ __typename: 'Query' });
    expect(await refusal(gateway, query, 'Large')).toMatchObject({ status: 400, limit: 'rootFields' });
    expect((await gateway.ask(query, { operationName: 'Small' })).data).toEqual({ __typename: 'Query' });
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it.each([
    ['itself', '{ ...A } fragment A on Query { ...A }'],
    ['each other', '{ ...A } fragment A on Query { ...B __typename } fragment B on Query { ...A ...A }'],
  ])('in circles are left to validation: %s', async (_, query) => {
    const { code } = await refusal(await startLimited(), query);
    expect(code).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});

describe('a JSON body that is nested deeply', () => {
  const post = (url: string, body: string) =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const deep = (open: string, close: string) => `${open.repeat(100_000)}1${close.repeat(100_000)}`;

  it.each([
    ['lists', deep('[', ']')],
    ['objects', deep('{"a":', '}')],
  ])('in its variables is refused: %s', async (_, value) => {
    const gateway = await startLimited();
    const response = await post(
      gateway.url,
      `{"query":"query ($v: JSONObject) { __typename }","variables":{"v":${value}}}`,
    );
    expect(response.status).toBe(400);
    const { errors } = (await response.json()) as { errors: readonly { extensions: object }[] };
    expect(errors[0]?.extensions).toEqual({ code: 'LIMIT_EXCEEDED', limit: 'nesting', maximum: 100, actual: 100_000 });
    expect(gateway.bugs).toEqual([]);
  });

  it.each([
    ['variables', `{"query":"{ __typename }","variables":${deep('[', ']')}}`, 400],
    ['query', `{"query":${deep('[', ']')}}`, 400],
    ['something else', `{"query":"{ __typename }","other":${deep('[', ']')}}`, 400],
    ['all of it', deep('[', ']'), 400],
    ['extensions, which nobody reads', `{"query":"{ __typename }","extensions":{"a":${deep('[', ']')}}}`, 200],
  ])('is no fault of the gateway: as %s', async (_, body, status) => {
    const gateway = await startLimited();
    expect((await post(gateway.url, body)).status).toBe(status);
    expect(gateway.bugs).toEqual([]);
  });
});

describe('a request of a megabyte that is wrong all over', () => {
  const timed = async (body: unknown) => {
    const gateway = await startLimited();
    const begunAt = performance.now();
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify(body) });
    const { errors = [] } = (await response.json()) as { errors?: readonly { message: string; locations?: unknown }[] };
    expect(gateway.bugs).toEqual([]);
    return { errors, ms: performance.now() - begunAt };
  };

  it.each([
    ['ids', 'query ($v: [ID!]!) { nodes(ids: $v) { id } }'],
    ['alerts', 'mutation ($v: [SendProactiveAlertInput!]!) { sendProactiveAlerts(inputs: $v) { __typename } }'],
    [
      'campaigns',
      'query ($v: [String!]) { account(accountId: "1") { ... @include(if: false) { id } } nodes(ids: $v) { id } }',
    ],
  ])('tells of the first of 340,000 %s only', async (_, query) => {
    const { errors, ms } = await timed({ query, variables: { v: Array.from({ length: 340_000 }, () => ({})) } });
    expect(errors.length).toBeLessThanOrEqual(6);
    expect(ms).toBeLessThan(5000);
  });

  it('is placed once, however many fields of it fail', async () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `wrong ${index}`);
    const query = `query ($ids: [ID!]!) {${'\n'.repeat(400_000)}nodes(ids: $ids) { id } }`;
    const { errors, ms } = await timed({ query, variables: { ids } });
    expect(errors).toHaveLength(1000);
    expect(errors[999]?.locations).toEqual([{ line: 400_001, column: 1 }]);
    expect(ms).toBeLessThan(5000);
  });
});
