import { Client, fetchExchange, gql, subscriptionExchange } from '@urql/core';
import { createClient } from 'graphql-sse';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { GraphQLAnswer } from '../support/gateway.ts';
import { until } from '../support/held-upstream.ts';
import { attemptedIn, LIVE, startLive } from '../support/live.ts';
import { metric } from '../support/metrics.ts';

/** graphql-sse's client, with retries that a test can wait for. */
function sseClient(url: string) {
  const client = createClient({ url, retryAttempts: 20, retry: () => new Promise((done) => setTimeout(done, 50)) });
  onTestFinished(() => client.dispose());
  return client;
}

describe('graphql-sse', () => {
  it('gets each change, and ends the stream when it has seen enough', async () => {
    const { gateway } = await startLive();
    const seen: number[] = [];
    for await (const result of sseClient(gateway.url).iterate({ query: LIVE })) {
      seen.push(attemptedIn(result as GraphQLAnswer));
      if (seen.length === 3) break;
    }
    expect(seen).toEqual([0, 1, 2]);
    await until(async () => (await metric(gateway, 'gateway_subscriptions')) === 0);
  });

  it('gets the answer of a query, and its end', async () => {
    const { gateway } = await startLive();
    const results: unknown[] = [];
    for await (const result of sseClient(gateway.url).iterate({ query: '{ __typename }' })) results.push(result);
    expect(results).toEqual([{ data: { __typename: 'Query' } }]);
  });

  it('gets the errors of what is not valid, and its end', async () => {
    const { gateway } = await startLive();
    const results: GraphQLAnswer[] = [];
    for await (const result of sseClient(gateway.url).iterate({ query: 'subscription { accounts { id } }' })) {
      results.push(result as GraphQLAnswer);
    }
    expect(results.map(({ errors }) => errors?.map(({ message }) => message))).toEqual([
      ['Cannot query field "accounts" on type "Subscription". Did you mean "account"?'],
    ]);
  });
});

describe('urql', () => {
  const client = (url: string) =>
    new Client({ url, exchanges: [fetchExchange], fetchSubscriptions: true, preferGetMethod: false });

  it('subscribes with its own fetch', async () => {
    const { gateway } = await startLive();
    const seen: number[] = [];
    const { unsubscribe } = client(gateway.url)
      .subscription(gql(LIVE), {})
      .subscribe(({ data }) => seen.push(data.account.campaign.analytics.totals.attempted));
    await until(() => seen.length === 3);
    unsubscribe();
    expect(seen).toEqual([0, 1, 2]);
    await until(async () => (await metric(gateway, 'gateway_subscriptions')) === 0);
  });

  it('subscribes by way of graphql-sse', async () => {
    const { gateway } = await startLive();
    const sse = sseClient(gateway.url);
    const forwardSubscription: Parameters<typeof subscriptionExchange>[0]['forwardSubscription'] = ({
      query = '',
      variables = {},
    }) => ({
      subscribe: (sink) => ({
        unsubscribe: sse.subscribe({ query, variables }, { ...sink, next: (result) => sink.next(result as never) }),
      }),
    });
    const seen: number[] = [];
    const { unsubscribe } = new Client({
      url: gateway.url,
      exchanges: [subscriptionExchange({ forwardSubscription })],
      preferGetMethod: false,
    })
      .subscription(gql(LIVE), {})
      .subscribe(({ data }) => seen.push(data.account.campaign.analytics.totals.attempted));
    await until(() => seen.length === 2);
    unsubscribe();
    expect(seen).toEqual([0, 1]);
  });
});
