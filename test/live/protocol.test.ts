import { describe, expect, it } from 'vitest';
import { alertInput } from '../support/alert.ts';
import { LIVE, startLive } from '../support/live.ts';

const SEND = 'mutation ($input: SendProactiveAlertInput!) { sendProactiveAlert(input: $input) { __typename } }';
const sent = () => ({ json: { success: true, response: { name: 'm', sendTime: '2026-03-15T11:59:00.000Z' } } });

describe('a stream', () => {
  it('is neither stored, buffered nor compressed, and begins with a comment', async () => {
    const { open } = await startLive();
    const stream = await open(LIVE, { headers: { 'accept-encoding': 'gzip', 'x-request-id': 'stream-1' } });
    expect(stream.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-request-id': 'stream-1',
    });
    expect(stream.headers['content-encoding']).toBeUndefined();
    await stream.result(0);
    expect(stream.text()).toMatch(/^(:\n\n)+event: next\ndata: \{/);
  });

  it('is kept alive by comments', async () => {
    const { open } = await startLive({ config: { cache: { campaignsMs: 60_000 } } });
    const stream = await open();
    await stream.result(0);
    await expect.poll(() => stream.text().match(/^:$/gm)?.length).toBeGreaterThan(2);
    expect(stream.results).toHaveLength(1);
  });

  it.each([
    ['a query', 'query Q { __typename }', { data: { __typename: 'Query' } }],
    ['a query in a document with a subscription', `query Q { __typename } ${LIVE}`, { data: { __typename: 'Query' } }],
  ])('of %s has one event', async (_, query, result) => {
    const { open } = await startLive();
    const stream = await open(query, { operationName: 'Q' });
    expect(await stream.ended()).toBe(true);
    expect(stream.results).toEqual([result]);
  });

  it('of a mutation has one event, and carries it out once for each client', async () => {
    const { open, upstream } = await startLive({ answer: sent });
    const document = `${LIVE} ${SEND.replace('mutation', 'mutation M')}`;
    const init = { operationName: 'M', variables: { input: alertInput() } };
    const streams = await Promise.all([open(document, init), open(document, init)]);
    expect(await Promise.all(streams.map((stream) => stream.ended()))).toEqual([true, true]);
    expect(streams.map(({ results }) => results)).toEqual(
      streams.map(() => [{ data: { sendProactiveAlert: { __typename: 'ProactiveAlertSent' } } }]),
    );
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(upstream.requests).toHaveLength(2);
  });

  it.each([
    ['does not parse', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    ['is not valid', 'subscription { account { id } }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'asks for two accounts',
      `subscription { a: account(accountId: "1") { id } b: account(accountId: "2") { id } }`,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['lacks a variable', 'subscription ($id: String!) { account(accountId: $id) { id } }', 'BAD_USER_INPUT'],
    [
      'costs too much',
      'subscription { account(accountId: "12345678") { handoffs(first: 1000) { nodes { name channels { channel messageComponents { __typename } } } } } }',
      'LIMIT_EXCEEDED',
    ],
  ])('of what %s has its errors, and its end', async (_, query, code) => {
    const { open, upstream, gateway } = await startLive({ config: { operations: { cost: 1000 } } });
    const stream = await open(query);
    expect(await stream.ended()).toBe(true);
    expect(stream.status).toBe(200);
    expect(stream.results.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual([code]);
    expect([upstream.requests, gateway.bugs]).toEqual([[], []]);
  });

  it('shows an account that is not served as a query does', async () => {
    const { open } = await startLive();
    const stream = await open('subscription { account(accountId: "1") { id } }');
    expect(await stream.result(0)).toMatchObject({
      data: { account: null },
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
  });

  it('can be asked for by GET', async () => {
    const { ask } = await startLive();
    const { status, bytes } = await ask('{ __typename }', { method: 'GET', headers: { accept: 'text/event-stream' } });
    expect([status, bytes.toString()]).toEqual([
      200,
      'event: next\ndata: {"data":{"__typename":"Query"}}\n\nevent: complete\ndata:\n\n',
    ]);
  });
});
