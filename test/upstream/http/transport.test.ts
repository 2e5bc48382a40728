import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { withLayers } from '../../../src/upstream/http/request.ts';
import { createTransport } from '../../../src/upstream/http/transport.ts';
import { withErrors } from '../../../src/upstream/http/with-errors.ts';
import { startHeldUpstream } from '../../support/held-upstream.ts';
import { failureOf, readOf, testTransport } from '../../support/sender.ts';
import { startUpstream } from '../../support/upstream.ts';

describe('createTransport', () => {
  it('sends path, query, headers and body as they are', async () => {
    const upstream = await startUpstream(() => ({ json: {} }));
    const headers = { 'content-type': 'application/json', 'x-own': 'yes' };
    const body = '{"channels":["wa"]}';
    await testTransport()(readOf(`${upstream.url}/a//b/?q=%20&r='`, { method: 'POST', headers, body }));
    expect(upstream.requests).toMatchObject([{ method: 'POST', headers, body: { channels: ['wa'] } }]);
    expect(upstream.requests[0]?.path).toBe('/a//b/?q=%20&r=%27');
  });

  it('frames the body of a GET with Content-Length', async () => {
    const upstream = await startUpstream(() => ({ json: {} }));
    await testTransport()(readOf(upstream.url, { body: '{"skills":["billing"]}' }));
    const [seen] = upstream.requests;
    expect(seen).toMatchObject({ method: 'GET', body: { skills: ['billing'] } });
    expect(seen?.headers['content-length']).toBe('22');
    expect(seen?.headers['transfer-encoding']).toBeUndefined();
  });

  it('answers status, headers and the whole body', async () => {
    const headers = { 'retry-after': '3' };
    const upstream = await startUpstream(() => ({ status: 418, headers, text: 'é'.repeat(50_000) }));
    const response = await testTransport()(readOf(upstream.url));
    expect(response).toMatchObject({ status: 418, headers, body: 'é'.repeat(50_000) });
  });

  it('keeps connections: 20 requests in a row take two sockets at most', async () => {
    const sockets = new Set<Socket | null>();
    const upstream = await startUpstream(() => (response) => {
      sockets.add(response.socket);
      response.end('{}');
    });
    const send = testTransport();
    for (const _ of Array(20)) await send(readOf(upstream.url));
    expect(upstream.requests).toHaveLength(20);
    // undici frees a connection a moment after its answer was read, so the second request may open another.
    expect(sockets.size).toBeLessThanOrEqual(2);
  });

  it('opens at most as many connections as it is allowed', async () => {
    const sockets = new Set<Socket | null>();
    const upstream = await startUpstream(() => (response) => {
      sockets.add(response.socket);
      response.end('{}');
    });
    const send = testTransport({ connections: 2 });
    await Promise.all(Array.from({ length: 20 }, () => send(readOf(upstream.url))));
    expect(sockets.size).toBe(2);
  });

  it('refuses an answer over maxResponseBytes', async () => {
    const upstream = await startUpstream(() => ({ text: 'x'.repeat(2000) }));
    const send = withLayers(testTransport({ maxResponseBytes: 1999 }), [withErrors()]);
    expect(await failureOf(send(readOf(upstream.url)))).toMatchObject({
      code: 'UPSTREAM_MALFORMED',
      message: 'Outbound Reporting sent an answer larger than the gateway accepts.',
    });
  });

  it('takes an answer of exactly maxResponseBytes', async () => {
    const upstream = await startUpstream(() => ({ text: 'x'.repeat(2000) }));
    const { body } = await testTransport({ maxResponseBytes: 2000 })(readOf(upstream.url));
    expect(body).toHaveLength(2000);
  });

  it('follows no redirection', async () => {
    const upstream = await startUpstream(() => ({ status: 302, headers: { location: '/elsewhere' }, text: '' }));
    const { status } = await testTransport()(readOf(upstream.url));
    expect(status).toBe(302);
    expect(upstream.requests).toHaveLength(1);
  });

  it('waits at its end for a call that runs, no longer than it is told to', async () => {
    const upstream = await startHeldUpstream({});
    const transport = createTransport({ connections: 1, keepAliveMs: 1000, maxResponseBytes: 1024 });
    const answer = transport.send(readOf(upstream.url));
    await upstream.came(1);
    await transport.close(10);
    upstream.release();
    expect((await answer).status).toBe(200);
  });
});
