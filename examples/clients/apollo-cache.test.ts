import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import { parse } from 'graphql';
import { describe, expect, inject, it, vi } from 'vitest';
import type { ReadQuery, SentQuery } from '../generated/graphql.ts';
import { graphql } from '../generated/index.ts';
import { lastWeek } from '../support/last-week.ts';
import { recordedFetch } from '../support/recorded-fetch.ts';
import { createCache } from './apollo-cache.ts';

const Sent = graphql(`
  query Sent($accountId: String!, $attempted: TimeRangeInput!) {
    account(accountId: $accountId) {
      id
      analytics(attempted: $attempted) {
        id
        totals { sent }
        breakdown(by: [DAY]) { day funnel { sent } }
      }
      transactionSummary(attempted: $attempted, by: [CHANNEL, ERROR]) {
        groups { channel error { source code } funnel { sent } }
      }
    }
  }
`);

const Read = graphql(`
  query Read($accountId: String!, $attempted: TimeRangeInput!) {
    account(accountId: $accountId) {
      id
      analytics(attempted: $attempted) {
        id
        totals { read }
        breakdown(by: [DAY]) { day funnel { read } }
      }
      transactionSummary(attempted: $attempted, by: [CHANNEL, ERROR]) {
        groups { channel error { source code } funnel { read } }
      }
    }
  }
`);

const Days = graphql(`
  query Days($accountId: String!, $attempted: TimeRangeInput!) {
    account(accountId: $accountId) {
      id
      analytics(attempted: $attempted) {
        id
        breakdown(by: [DAY]) { funnel { failed } }
      }
    }
  }
`);

const variables = { accountId: '12345678', attempted: lastWeek() };

/** A client with `cache`, and the requests that it sends. */
function clientWith(cache: InMemoryCache) {
  const { send, bodies } = recordedFetch();
  return {
    client: new ApolloClient({ cache, link: new HttpLink({ uri: inject('gatewayUrl'), fetch: send }) }),
    bodies,
  };
}

/** The rows of a range, as `field` of the funnel of each of `days`. */
function rows(field: string, days: readonly string[]) {
  const funnel = (day: string) => ({ __typename: 'Funnel', [field]: `${field} of ${day}` });
  return days.map((day) => ({ __typename: 'AnalyticsBreakdown', day, funnel: funnel(day) }));
}

describe('createCache', () => {
  it('lets two components select different fields of one range, at one request each', async () => {
    const { client, bodies } = clientWith(createCache());
    const watched = [Sent, Read].map((query) => client.watchQuery<unknown>({ query, variables }));
    const subscriptions = watched.map((query) => query.subscribe({}));
    const loaded = () => watched.every((query) => !query.getCurrentResult().loading);
    await vi.waitFor(() => expect(loaded()).toBe(true), { timeout: 30_000 });
    for (const subscription of subscriptions) subscription.unsubscribe();
    expect(bodies.map(({ operationName }) => operationName).toSorted()).toEqual(['Read', 'Sent']);
    for (const query of [Sent, Read]) {
      const account = client.readQuery<SentQuery | ReadQuery>({ query, variables })?.account;
      expect(account?.analytics?.breakdown).toHaveLength(7);
      expect(account?.transactionSummary?.groups.length).toBeGreaterThan(5);
    }
  });

  it('merges the rows of one day, wherever they stand', () => {
    const cache = createCache();
    const write = (field: string, days: readonly string[]) =>
      cache.writeQuery({
        query: parse(`{ account { id analytics { id breakdown { day funnel { ${field} } } } } }`),
        data: {
          account: {
            __typename: 'Account',
            id: '1',
            analytics: { __typename: 'Analytics', id: '2', breakdown: rows(field, days) },
          },
        },
      });
    write('sent', ['Monday', 'Tuesday']);
    write('read', ['Tuesday', 'Monday', 'Sunday']);
    expect(cache.extract()['Analytics:2']?.breakdown).toMatchObject([
      { day: 'Tuesday', funnel: { sent: 'sent of Tuesday', read: 'read of Tuesday' } },
      { day: 'Monday', funnel: { sent: 'sent of Monday', read: 'read of Monday' } },
      { day: 'Sunday', funnel: { read: 'read of Sunday' } },
    ]);
  });

  it('merges no rows that nothing tells apart', async () => {
    const { client } = clientWith(createCache());
    await client.query({ query: Sent, variables });
    const days = await client.query({ query: Days, variables });
    expect(client.readQuery({ query: Days, variables })).toEqual(days.data);
    expect(client.readQuery({ query: Sent, variables })).toBeNull();
  });
});

describe('a cache without policies', () => {
  it('loses what one component selected when another selects something else', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    const { client } = clientWith(new InMemoryCache());
    await client.query({ query: Sent, variables });
    await client.query({ query: Read, variables });
    expect(client.readQuery({ query: Sent, variables })).toBeNull();
    expect(warn).toHaveBeenCalled();
  });
});
