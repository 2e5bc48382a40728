import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { gatewayConfig } from '../../src/config/config.ts';
import { startGateway } from '../../src/server/gateway.ts';
import { accountAt, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { sendHalf } from '../support/half-sent.ts';
import { startHeldUpstream, until } from '../support/held-upstream.ts';
import { metric } from '../support/metrics.ts';
import { startUpstream } from '../support/upstream.ts';

const HANDOFFS = '{ account(accountId: "12345678") { handoffs(first: 1) { nodes { handoffId } } } }';

/** Status and JSON of a path beside `/graphql`. */
async function at(path: string, { url }: Pick<TestGateway, 'url'>) {
  const response = await fetch(new URL(path, url));
  return [response.status, await response.json()] as const;
}

describe('/health/live', () => {
  it('is 200 at once, calls no upstream, and must not be cached', async () => {
    const upstream = await startUpstream(() => ({ status: 500, json: {} }));
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] });
    const response = await fetch(new URL('/health/live', gateway.url));
    expect([response.status, await response.json()]).toEqual([200, { status: 'live' }]);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(upstream.requests).toEqual([]);
  });
});

describe('/health/ready', () => {
  it('is 200 while the gateway is ready, whatever the state of the upstreams', async () => {
    const upstream = await startUpstream(() => ({ status: 500, json: {} }));
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] });
    expect(await at('/health/ready', gateway)).toEqual([200, { status: 'ready' }]);
    await gateway.query(HANDOFFS);
    expect(await at('/health/ready?verbose', gateway)).toEqual([200, { status: 'ready' }]);
  });

  it.each<[queue: number, requests: number]>([
    [0, 1],
    [4, 3],
  ])('is 503 and busy with a queue of %i at %i requests, while live stays green', async (queue, requests) => {
    const upstream = await startHeldUpstream([]);
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)], door: { concurrency: 1, queue } });
    const asked = Array.from({ length: requests }, () => gateway.query(HANDOFFS));
    await until(async () => (await at('/health/ready', gateway))[0] === 503);
    expect(await at('/health/ready', gateway)).toEqual([503, { status: 'busy' }]);
    expect(await at('/health/live', gateway)).toEqual([200, { status: 'live' }]);
    upstream.release();
    await Promise.all(asked);
    expect(await at('/health/ready', gateway)).toEqual([200, { status: 'ready' }]);
  });

  it('is 503 and draining once the gateway is closing, and requests are still answered meanwhile', async () => {
    const upstream = await startUpstream(() => ({ json: [] }));
    const config = gatewayConfig({
      callers: { mode: 'none' },
      accounts: [accountAt(upstream.url)],
      door: { drainMs: 300 },
    });
    const gateway = await startGateway(config, { host: '127.0.0.1', port: 0, reportBug() {} });
    const closed = gateway.close();
    expect(await at('/health/ready', gateway)).toEqual([503, { status: 'draining' }]);
    expect(await at('/health/live', gateway)).toEqual([200, { status: 'live' }]);
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify({ query: HANDOFFS }) });
    expect(await answer.json()).toMatchObject({ data: { account: { handoffs: { nodes: [] } } } });
    await closed;
    await expect(fetch(gateway.url)).rejects.toThrow();
  });

  it('lets a request that runs end, and waits for no connection without one', async () => {
    const upstream = await startHeldUpstream([]);
    const config = gatewayConfig({ callers: { mode: 'none' }, accounts: [accountAt(upstream.url)] });
    const gateway = await startGateway(config, { host: '127.0.0.1', port: 0, reportBug() {} });
    const { hostname, port } = new URL(gateway.url);
    const unused = connect(Number(port), hostname);
    onTestFinished(() => void unused.destroy());
    const headers = { 'content-type': 'application/json' };
    const asked = fetch(gateway.url, { method: 'POST', headers, body: JSON.stringify({ query: HANDOFFS }) });
    await upstream.came(1);
    const began = performance.now();
    const closed = gateway.close();
    await once(unused, 'close');
    upstream.release();
    expect(await (await asked).json()).toMatchObject({ data: { account: { handoffs: { nodes: [] } } } });
    await closed;
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it('ends after the deadline at the latest, when a client keeps sending', async () => {
    const config = gatewayConfig({
      callers: { mode: 'none' },
      accounts: [accountAt('http://127.0.0.1:9')],
      deadlineMs: 100,
    });
    const gateway = await startGateway(config, { host: '127.0.0.1', port: 0, reportBug() {} });
    sendHalf(gateway.url);
    await until(async () => (await metric(gateway, 'gateway_bodies_reading')) === 1);
    const began = performance.now();
    await gateway.close();
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
