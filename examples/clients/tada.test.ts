import type { ResultOf, VariablesOf } from 'gql.tada';
import { print } from 'graphql';
import { describe, expect, expectTypeOf, inject, it } from 'vitest';
import { graphql } from './tada.ts';

const Newest = graphql(`
  query Newest($accountId: String!, $first: Int) {
    account(accountId: $accountId) {
      transactions(attempted: { last: { days: 2 } }, order: NEWEST_FIRST, first: $first) {
        edges { node { attemptedTime status handoff { name } } }
      }
    }
  }
`);

type Account = NonNullable<ResultOf<typeof Newest>['account']>;
type Node = NonNullable<Account['transactions']>['edges'][number]['node'];

describe('graphql of gql.tada', () => {
  it('types variables and results, with scalars as they are in JSON', async () => {
    expectTypeOf<VariablesOf<typeof Newest>>().toEqualTypeOf<{ accountId: string; first?: number | null }>();
    expectTypeOf<Node['attemptedTime']>().toEqualTypeOf<string>();
    expectTypeOf<Node['handoff']>().toEqualTypeOf<{ name: string | null } | null>();
    const response = await fetch(inject('gatewayUrl'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: print(Newest), variables: { accountId: '12345678', first: 1 } }),
    });
    const { data } = (await response.json()) as { data: ResultOf<typeof Newest> };
    expect(data.account?.transactions?.edges).toEqual([
      {
        node: { attemptedTime: expect.any(String), status: expect.any(String), handoff: expect.toSatisfy(() => true) },
      },
    ]);
  });
});
