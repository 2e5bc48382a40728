import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleOperations } from '../../../src/server/graphiql-examples.ts';
import { ACCOUNT_ID, NOW } from '../../support/gateway.ts';
import { startSandboxed } from '../../support/sandbox.ts';

describe('an operation that comes again', () => {
  const queries = exampleOperations(ACCOUNT_ID).filter(({ variables }) => variables === undefined);

  it.each(queries)('is answered as the first time: $query', async ({ query }) => {
    const { gateway } = await startSandboxed({ now: () => NOW }, { cache: {} });
    const first = await gateway.query(query);
    expect(first.errors).toBeUndefined();
    expect(JSON.stringify(await gateway.query(query))).toBe(JSON.stringify(first));
    expect(JSON.stringify(await gateway.query(query))).toBe(JSON.stringify(first));
  });

  it('tells of errors as the first time, wherever they are', async () => {
    const { gateway } = await startSandboxed({ now: () => NOW }, { cache: {} });
    const id = fc.constantFrom('wrong', Buffer.from(`Account:${ACCOUNT_ID}`).toString('base64url'), 'QWNjb3VudDo5');
    const field = fc.constantFrom('accountId', 'handoff(handoffId: "") { name }', 'campaign(campaignId: "") { id }');
    let count = 0;
    const property = fc.asyncProperty(fc.array(id, { maxLength: 20 }), field, async (ids, inside) => {
      count += 1;
      const query = `query Q${count}($ids: [ID!]!) { nodes(ids: $ids) { id ... on Account { ${inside} } } a: account(accountId: "9") { id } }`;
      const [first, second, third] = [
        await gateway.query(query, { ids }),
        await gateway.query(query, { ids }),
        await gateway.query(query, { ids }),
      ];
      expect(JSON.stringify(second)).toBe(JSON.stringify(first));
      expect(JSON.stringify(third)).toBe(JSON.stringify(first));
    });
    await fc.assert(property, { seed: 91, numRuns: 40 });
  });
});
