import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Send, type UpstreamRequest, withLayers } from '../../../src/upstream/http/request.ts';
import { withErrors } from '../../../src/upstream/http/with-errors.ts';
import { withRetry } from '../../../src/upstream/http/with-retry.ts';
import { withSharing } from '../../../src/upstream/http/with-sharing.ts';
import { failureOf, readOf, testCall, testTransport } from '../../support/sender.ts';
import { type Answer, type SeenRequest, startUpstream } from '../../support/upstream.ts';

/** Reports over a socket, shared, with one retry after `retryMs`; `url` is one of them. */
async function startShared(answer: (request: SeenRequest, index: number) => Answer | Promise<Answer>, retryMs = 5) {
  const upstream = await startUpstream(answer);
  const joined: string[] = [];
  const table = { rateLimitedMs: [], unavailableMs: [retryMs], unreachableMs: [] };
  const send: Send = withLayers(testTransport(), [
    withSharing(({ url }) => joined.push(url.slice(upstream.url.length))),
    withRetry(table),
    withErrors(),
  ]);
  const read = (path: string, more: Partial<UpstreamRequest> = {}) => send(readOf(upstream.url + path, more));
  return { upstream, joined, read };
}

/** An answer that comes when the test says so, and when it was asked for. */
function held(json: unknown = {}) {
  const asked = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<Answer>();
  const answer = () => {
    asked.resolve();
    return gate.promise;
  };
  return { answer, asked: asked.promise, release: () => gate.resolve({ json }) };
}

describe('withSharing', () => {
  it('makes one call of identical reads in flight, and tells who joined', async () => {
    const { answer, release, asked } = held({ a: 1 });
    const { read, upstream, joined } = await startShared(answer);
    const all = [read('/a'), read('/a'), read('/a')];
    await asked;
    release();
    expect((await Promise.all(all)).map(({ body }) => body)).toEqual(Array(3).fill('{"a":1}'));
    expect(upstream.asked()).toEqual(['GET /a']);
    expect(joined).toEqual(['/a', '/a']);
  });

  it('calls again once an answer has come', async () => {
    const { read, upstream } = await startShared(() => ({ json: {} }));
    await read('/a');
    await read('/a');
    expect(upstream.asked()).toEqual(['GET /a', 'GET /a']);
  });

  it.each<[string, Partial<UpstreamRequest>]>([
    ['another method', { method: 'POST' }],
    ['another body', { method: 'GET', body: '{"filters":{}}' }],
    [
      'bulk work, which waits longer for its turn',
      { call: { ...testCall(), bulk: { get: () => undefined } as never } },
    ],
    ['what may not be repeated', { repeatable: false }],
  ])('shares nothing with %s', async (_, more) => {
    const { read, upstream, joined } = await startShared(() => ({ json: {} }));
    await Promise.all([read('/a'), read('/a', more)]);
    expect(upstream.requests).toHaveLength(2);
    expect(joined).toEqual([]);
  });

  it('gives a failure to all who wait, and does not remember it', async () => {
    const { read, upstream } = await startShared((_, index) => ({ status: index === 0 ? 404 : 200, json: {} }));
    const failures = await Promise.all([failureOf(read('/a')), failureOf(read('/a'))]);
    expect(failures.map(({ code }) => code)).toEqual(['UPSTREAM_NOT_FOUND', 'UPSTREAM_NOT_FOUND']);
    expect(await read('/a')).toMatchObject({ status: 200 });
    expect(upstream.requests).toHaveLength(2);
  });

  it('goes on when the first waiter leaves', async () => {
    const { answer, release, asked } = held();
    const { read, upstream } = await startShared(answer);
    const client = new AbortController();
    const [left, stayed] = [read('/a', { call: testCall(5000, client.signal) }), read('/a')];
    await asked;
    client.abort();
    await expect(left).rejects.toBe(client.signal.reason);
    release();
    expect(await stayed).toMatchObject({ status: 200 });
    expect(upstream.requests).toHaveLength(1);
  });

  it('ends the upstream call when the last waiter leaves, and begins another for who comes then', async () => {
    const closed = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const { read, upstream } = await startShared((_, index) => {
      if (index > 0) return { json: {} };
      return (response) => {
        response.on('close', closed.resolve);
        asked.resolve();
      };
    });
    const clients = [new AbortController(), new AbortController()];
    const left = clients.map(({ signal }) => read('/a', { call: testCall(5000, signal) }).catch((reason) => reason));
    await asked.promise;
    for (const client of clients) client.abort();
    expect(await Promise.all(left)).toEqual(clients.map(({ signal }) => signal.reason));
    await closed.promise;
    expect(await read('/a')).toMatchObject({ status: 200 });
    expect(upstream.requests).toHaveLength(2);
  });

  it('lets a waiter go at its own deadline with UPSTREAM_TIMEOUT, and the others wait on', async () => {
    const { answer, release } = held();
    const { read } = await startShared(answer);
    const [hasty, patient] = [read('/a', { call: testCall(30) }), read('/a')];
    expect(await failureOf(hasty)).toMatchObject({
      code: 'UPSTREAM_TIMEOUT',
      message: "Outbound Reporting did not answer before the request's deadline.",
    });
    release();
    expect(await patient).toMatchObject({ status: 200 });
  });

  it('gives the call the latest deadline of its waiters', async () => {
    const { read, upstream } = await startShared((_, index) => ({ status: index === 0 ? 503 : 200, json: {} }), 120);
    const hasty = failureOf(read('/a', { call: testCall(60) }));
    const patient = read('/a', { call: testCall(5000) });
    expect(await hasty).toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    expect(await patient).toMatchObject({ status: 200 });
    expect(upstream.requests).toHaveLength(2);
  });

  it('begins nothing for a client that has left', async () => {
    const { read, upstream } = await startShared(() => ({ json: {} }));
    await expect(read('/a', { call: testCall(5000, AbortSignal.abort()) })).rejects.toMatchObject({
      name: 'AbortError',
    });
    await sleep(10);
    expect(upstream.requests).toEqual([]);
  });
});
