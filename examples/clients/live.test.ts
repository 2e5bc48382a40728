import { ApolloClient, ApolloLink, HttpLink } from '@apollo/client';
import { Client, fetchExchange } from '@urql/core';
import { describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import type { LiveTodaySubscription } from '../generated/graphql.ts';
import { graphql } from '../generated/index.ts';
import { createCache } from './apollo-cache.ts';
import { createStreams, liveExchange, liveLink } from './live.ts';

const LiveToday = graphql(`
  subscription LiveToday($accountId: String!) {
    account(accountId: $accountId) {
      id
      analytics(attempted: { last: { hours: 24 } }) { id totals { sent } }
    }
  }
`);

const variables = { accountId: '12345678' };

/** Streams of the gateway for the running test. */
function streams() {
  const client = createStreams(inject('gatewayUrl'), async () => 'any');
  onTestFinished(() => client.dispose());
  return client;
}

/** The id of the analytics in the first of these results, when it is there. */
async function firstId(results: readonly (LiveTodaySubscription | null | undefined)[]) {
  await vi.waitFor(() => expect(results).toHaveLength(1), { timeout: 30_000 });
  return results[0]?.account?.analytics?.id;
}

describe('liveLink', () => {
  it('brings answers to Apollo Client, and keeps what they are about up to date in its cache', async () => {
    const http = new HttpLink({ uri: inject('gatewayUrl') });
    const link = ApolloLink.split(({ operationType }) => operationType === 'subscription', liveLink(streams()), http);
    const cache = createCache();
    const client = new ApolloClient({ cache, link });
    const results: (LiveTodaySubscription | null | undefined)[] = [];
    const subscription = client.subscribe({ query: LiveToday, variables }).subscribe(({ data }) => results.push(data));
    onTestFinished(() => subscription.unsubscribe());
    const id = await firstId(results);
    expect(cache.extract()[`Analytics:${id}`]).toMatchObject({ totals: { sent: expect.any(Number) } });
  });
});

describe('liveExchange', () => {
  it('brings answers to urql', async () => {
    const client = new Client({
      url: inject('gatewayUrl'),
      exchanges: [fetchExchange, liveExchange(streams())],
      preferGetMethod: false,
    });
    const results: (LiveTodaySubscription | undefined)[] = [];
    const subscription = client.subscription(LiveToday, variables).subscribe(({ data }) => results.push(data));
    onTestFinished(() => subscription.unsubscribe());
    expect(await firstId(results)).toEqual(expect.any(String));
  });
});
