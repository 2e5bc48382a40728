import { createYoga } from 'graphql-yoga';
import { describe, expect, it } from 'vitest';
import { operationsSchema } from '../../../src/config/operations.ts';
import { useOperationLimits } from '../../../src/graphql/operations/use-operation-limits.ts';
import { createRequestFacts, type RequestFacts } from '../../../src/request/request-facts.ts';
import type { Run } from '../../../src/request/run.ts';
import { schema } from '../../../src/schema/schema.ts';

/** What is known of a request after it was answered. */
async function factsOf(query: string, operationName?: string, limits = {}): Promise<RequestFacts> {
  const plugins = [useOperationLimits(operationsSchema.parse(limits))];
  const yoga = createYoga<Run>({ schema, plugins, logging: false });
  const facts = createRequestFacts({ id: 'id', traceId: '', arrivedAt: 0 });
  const span = { attempt: () => ({ headers: {}, end() {} }) };
  const body = JSON.stringify({ query, operationName });
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  await (await yoga.fetch('http://127.0.0.1/graphql', init, { facts, span } as unknown as Run)).text();
  return facts;
}

describe('useOperationLimits', () => {
  it.each([
    ['query A { __typename } query B { a: __typename b: __typename }', 'B', 'B', 2],
    ['query A { __typename }', undefined, 'A', 1],
    ['{ __typename }', undefined, null, 1],
  ])('notes the name and cost of what runs: %s', async (query, name, operationName, cost) => {
    expect(await factsOf(query, name)).toMatchObject({ operationName, cost });
  });

  it('notes as much of a name as 100 characters', async () => {
    const { operationName } = await factsOf(`query ${'a'.repeat(101)} { __typename }`);
    expect(operationName).toBe('a'.repeat(100));
  });

  it('notes the name of what is too large or wrong, and no cost', async () => {
    const facts = { operationName: 'A', cost: null };
    expect(await factsOf('query A { a { b } }', undefined, { depth: 1 })).toMatchObject(facts);
    expect(await factsOf('query A { wrong }')).toMatchObject(facts);
  });

  it('notes the cost of what costs too much', async () => {
    expect(await factsOf('query A { a: __typename b: __typename }', undefined, { cost: 1 })).toMatchObject({
      operationName: 'A',
      cost: 2,
    });
  });

  it.each(['{', 'query A { __typename } query B { __typename }', '{ a b }'])('notes nothing of %s', async (query) => {
    const limits = query === '{ a b }' ? { tokens: 3 } : {};
    expect(await factsOf(query, undefined, limits)).toMatchObject({ operationName: null, cost: null });
  });
});
