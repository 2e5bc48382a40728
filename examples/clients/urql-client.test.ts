import { describe, expect, inject, it } from 'vitest';
import { graphql } from '../generated/index.ts';
import { failHandoffs } from '../support/fail-handoffs.ts';
import { lastWeek } from '../support/last-week.ts';
import { recordedFetch } from '../support/recorded-fetch.ts';
import { createClient } from './urql-client.ts';

const Totals = graphql(`
  query Totals($accountId: String!, $attempted: TimeRangeInput!) {
    account(accountId: $accountId) {
      id
      analytics(attempted: $attempted) { id totals { sent } }
    }
  }
`);

const MoreTotals = graphql(`
  query MoreTotals($accountId: String!, $attempted: TimeRangeInput!) {
    account(accountId: $accountId) {
      id
      analytics(attempted: $attempted) { id totals { read } }
    }
  }
`);

const Ids = graphql(`
  query Ids($accountId: String!, $attempted: TimeRangeInput!, $after: String) {
    account(accountId: $accountId) {
      id
      transactions(attempted: $attempted, first: 10, after: $after) {
        edges { cursor node { id handoff { id channels { channel ... on SmsChannel { outboundNumber } } } } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

const variables = { accountId: '12345678', attempted: lastWeek() };

describe('createClient', () => {
  it('completes an object without an id by what another query selects of it', async () => {
    const { send, bodies } = recordedFetch();
    const client = createClient(inject('gatewayUrl'), send);
    for (const query of [Totals, MoreTotals]) await client.query<unknown, typeof variables>(query, variables);
    const { data } = await client.query(Totals, variables);
    expect(data?.account?.analytics?.totals.sent).toEqual(expect.any(Number));
    expect(bodies).toHaveLength(2);
  });

  it('joins the pages of one list', async () => {
    const client = createClient(inject('gatewayUrl'));
    const first = await client.query(Ids, variables);
    const after = first.data?.account?.transactions?.pageInfo.endCursor ?? null;
    const both = await client.query(Ids, { ...variables, after });
    const ids = both.data?.account?.transactions?.edges.map(({ node }) => node.id);
    expect(new Set(ids)).toHaveLength(20);
  });

  it('has the data beside an error', async () => {
    await failHandoffs(inject('sandboxUrl'));
    const { data, error } = await createClient(inject('gatewayUrl')).query(Ids, variables);
    expect(data?.account?.transactions?.edges).toHaveLength(10);
    expect(error?.graphQLErrors[0]?.extensions.code).toBe('UPSTREAM_UNAUTHORIZED');
  });
});
