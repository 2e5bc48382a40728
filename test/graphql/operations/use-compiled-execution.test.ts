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

  it('has the defaults of input fields, of whatever type', async () => {
    const { gateway } = await startSandboxed({ now: () => NOW });
    const query = `query Q($attempted: TimeRangeInput!, $orderBy: FunnelOrder) {
      account(accountId: "${ACCOUNT_ID}") {
        transactionSummary(attempted: $attempted, by: [SKILL], orderBy: $orderBy) { groups { skill funnel { attempted } } }
      }
    }`;
    const attempted = { start: '2026-03-10T00:00:00Z', end: '2026-03-11T00:00:00Z' };
    for (const variables of [{ attempted }, { attempted, orderBy: { by: 'ATTEMPTED' } }]) {
      const first = await gateway.query(query, variables);
      expect(first.data.account.transactionSummary.groups.length).toBeGreaterThan(1);
      expect(await gateway.query(query, variables)).toEqual(first);
      expect(await gateway.query(query, { ...variables, orderBy: { by: 'ATTEMPTED', direction: null } })).toMatchObject(
        {
          errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
        },
      );
    }
  });

  it.each([
    ['a document', ''],
    ['a long document', `# ${'x'.repeat(10_000)}`],
  ])('lacks the fields of input objects whose variables have no value, in %s', async (_, comment) => {
    const { gateway } = await startSandboxed({ now: () => NOW });
    const query = `query ($source: String, $code: String, $zone: TimeZone, $direction: OrderDirection) {
      account(accountId: "${ACCOUNT_ID}") {
        transactionSummary(
          attempted: { start: "2026-03-10T00:00:00Z", end: "2026-03-11T00:00:00Z", timeZone: $zone }
          filter: { error: { source: $source, code: $code } }
          by: [ERROR, DAY]
          orderBy: { by: ATTEMPTED, direction: $direction }
        ) { groups { error { source code } day funnel { attempted } } }
      }
    } ${comment}`;
    const all = await gateway.query(query, {});
    const { groups } = all.data.account.transactionSummary;
    expect(groups[0].funnel.attempted).toBeGreaterThan(groups.at(-1).funnel.attempted);
    expect(await gateway.query(query, {})).toEqual(all);
    const { source } = groups[0].error;
    const named = await gateway.query(query, { source });
    expect(named.data.account.transactionSummary.groups.length).toBeGreaterThan(0);
    const none = await gateway.query(query, { source, code: null });
    expect(none.data.account.transactionSummary.groups).toEqual([]);
    expect(await gateway.query(query, { source })).toEqual(named);
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
