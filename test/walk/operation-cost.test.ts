import { describe, expect, it } from 'vitest';
import { startLimited } from '../support/limited.ts';

const QUERY = '{ account(accountId: "12345678") { id accountId } }';
const headers = { 'x-operation-cost': 'include' };

describe('X-Operation-Cost', () => {
  it('adds what the operation cost, and what it may, to its answer', async () => {
    const { ask } = await startLimited({ cost: 500 });
    const first = await ask(QUERY, { headers });
    expect(first.extensions).toEqual({ cost: { operation: 3, budget: 500 } });
    expect(first.data).toEqual({ account: { id: expect.any(String), accountId: '12345678' } });
    expect(await ask(QUERY, { headers })).toEqual(first);
  });

  it('counts by the variables of each request', async () => {
    const { ask } = await startLimited();
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    const costs = [1, 3, 2].map(async (count) => {
      const { extensions } = await ask(query, { headers, variables: { ids: Array(count).fill('x') } });
      return extensions?.cost;
    });
    const budget = 100_000;
    expect(await Promise.all(costs)).toEqual([11, 33, 22].map((operation) => ({ operation, budget })));
  });

  it('counts the operation that runs, of several', async () => {
    const { ask } = await startLimited();
    const query = `query A { __typename } query B ${QUERY}`;
    const costOf = async (operationName: string) => (await ask(query, { headers, operationName })).extensions;
    expect(await costOf('A')).toMatchObject({ cost: { operation: 1 } });
    expect(await costOf('B')).toMatchObject({ cost: { operation: 3 } });
  });

  it('is told in full by the sentence that refuses it, however long it is', async () => {
    const { ask } = await startLimited();
    const page = 'attempted: { start: "2026-03-10T00:00:00Z", end: "2026-03-11T00:00:00Z" } first: 1000';
    const report = 'consumersReport(first: 1000) { nodes { reportId } }';
    const { errors } = await ask(`{ accounts { campaigns(${page}) { nodes { ${report} } } } }`);
    expect(errors?.[0]?.message).toBe('The operation costs 20110101 points; the limit is 100000.');
  });

  it.each([{}, { 'x-operation-cost': 'yes' }])('is not answered unless it says include: %j', async (other) => {
    const { ask } = await startLimited();
    expect((await ask(QUERY, { headers: other })).extensions).toBeUndefined();
  });
});

describe('variables that are wrong', () => {
  it.each([
    ['application/json', 200],
    ['application/graphql-response+json', 400],
  ])('are told all at once, up to the limit, to %s', async (accept, status) => {
    const { ask, asked } = await startLimited({ validationErrors: 2 });
    const handoffs = (name: string) => `${name}: handoffs(first: $${name}) { fetchedAt }`;
    const selection = ['a', 'b', 'c'].map(handoffs).join(' ');
    const query = `query ($a: Int, $b: Int, $c: Int) { accounts { ${selection} } }`;
    const answer = await ask(query, { headers: { accept }, variables: { a: 'x', b: 'y', c: 'z' } });
    expect(answer.status).toBe(status);
    expect(answer.errors?.map(({ extensions }) => extensions)).toEqual(Array(3).fill({ code: 'BAD_USER_INPUT' }));
    expect(answer.errors?.[0]?.message).toContain('$a');
    expect(asked()).toBe(0);
  });
});
