import { describe, expect, it } from 'vitest';
import { fitsGraphQL } from '../../../src/graphql/operations/fits-graphql.ts';
import { analytics } from '../../support/ask.ts';
import { ACCOUNT_ID, accountAt, startTestGateway } from '../../support/gateway.ts';
import { startUpstream } from '../../support/upstream.ts';
import { analyticsAnswer, analyticsRow } from '../../support/wire.ts';

describe('fitsGraphQL', () => {
  it.each([
    [{ a: [1, 0.5, -2_147_483_647, 'text', null, { b: 2_147_483_647 }] }, true],
    [{ a: [{ b: 2_147_483_648 }] }, false],
    [[-3e9], false],
    [{ a: Number.NaN }, false],
    [{ a: Number.POSITIVE_INFINITY }, false],
    [null, true],
    [undefined, true],
  ])('is of %j %s', (data, fits) => {
    expect(fitsGraphQL(data)).toBe(fits);
  });
});

describe('a number for which GraphQL has no room', () => {
  it('is the same error each time that it is asked for, and costs no second call', async () => {
    const upstream = await startUpstream(() => ({ json: analyticsAnswer([analyticsRow({ sent: 3_000_000_000 })]) }));
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] });
    const query = `{ account(accountId: "${ACCOUNT_ID}") { ${analytics('totals { sent attempted }')} } }`;
    const first = await gateway.query(query);
    expect(first.errors?.map(({ path }) => path?.at(-1))).toEqual(['sent']);
    for (const _ of [1, 2]) expect(await gateway.query(query)).toEqual(first);
    expect(upstream.requests).toHaveLength(3);
  });
});
