import { ApolloClient, ApolloLink, HttpLink } from '@apollo/client';
import { Client, fetchExchange } from '@urql/core';
import { parse } from 'graphql';
import { describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import { createCache } from './apollo-cache.ts';
import { createStreams, liveExchange, liveLink, liveSubscribe } from './live.ts';

const FIELDS = `account(accountId: $accountId) { id analytics(attempted: { last: { hours: 3 } }) { id totals { sent } } }`;
const Today = parse(`query Today($accountId: String!) { ${FIELDS} }`);
const LiveToday = parse(`subscription LiveToday($accountId: String!) { ${FIELDS} }`);

const variables = { accountId: '12345678' };
const answer = { account: expect.objectContaining({ analytics: expect.anything() }) };

/** Streams of the gateway for the running test. */
function streams() {
  const client = createStreams(inject('gatewayUrl'), async () => 'any');
  onTestFinished(() => client.dispose());
  return client;
}

describe('liveLink', () => {
  it('brings what a query of Apollo Client then needs no request for', async () => {
    const http = new HttpLink({ uri: inject('gatewayUrl') });
    const link = ApolloLink.split(({ operationType }) => operationType === 'subscription', liveLink(streams()), http);
    const client = new ApolloClient({ cache: createCache(), link });
    const results: unknown[] = [];
    const ended = client.subscribe<unknown>({ query: LiveToday, variables }).subscribe(({ data }) => results.push(data));
    onTestFinished(() => ended.unsubscribe());
    await vi.waitFor(() => expect(results).toEqual([answer]), { timeout: 30_000 });
    expect(await client.query<unknown>({ query: Today, variables })).toMatchObject({ data: answer });
  });
});

describe('liveExchange', () => {
  it('brings answers to urql', async () => {
    const client = new Client({ url: inject('gatewayUrl'), exchanges: [fetchExchange, liveExchange(streams())], preferGetMethod: false });
    const results: unknown[] = [];
    const ended = client.subscription<unknown>(LiveToday, variables).subscribe(({ data }) => results.push(data));
    onTestFinished(() => ended.unsubscribe());
    await vi.waitFor(() => expect(results).toEqual([answer]), { timeout: 30_000 });
  });
});
