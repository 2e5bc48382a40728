import { Agent, get, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { gatewayConfig } from '../../src/config/config.ts';
import { type Gateway, startGateway } from '../../src/server/gateway.ts';
import { accountAt } from '../support/gateway.ts';
import { startHeldUpstream } from '../support/held-upstream.ts';

const HANDOFFS = JSON.stringify({
  query: '{ account(accountId: "12345678") { handoffs(first: 1) { nodes { handoffId } } } }',
});

const DRAIN_MS = 300;

/** A gateway that drains for so long that a test can look, and a client that keeps its one connection. */
async function draining() {
  const upstream = await startHeldUpstream([]);
  const config = gatewayConfig({
    callers: { mode: 'none' },
    accounts: [accountAt(upstream.url)],
    door: { drainMs: DRAIN_MS },
  });
  const gateway = await startGateway(config, { host: '127.0.0.1', port: 0, reportBug() {} });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  return { upstream, gateway, agent };
}

function ask({ url }: Gateway, agent: Agent): Promise<IncomingMessage> {
  const headers = { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    request(url, { method: 'POST', agent, headers }, (answer) => resolve(answer.resume()))
      .on('error', reject)
      .end(HANDOFFS);
  });
}

function look({ url }: Gateway, agent: Agent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    get(new URL('/health/live', url), { agent }, (answer) => resolve(answer.resume())).on('error', reject);
  });
}

describe('a gateway that drains', () => {
  it('ends the connection of every answer, and takes the next one by a new connection', async () => {
    const { upstream, gateway, agent } = await draining();
    upstream.release();
    const before = await ask(gateway, agent);
    expect(before.headers.connection).toBe('keep-alive');
    const closed = gateway.close();
    for (const answer of [await ask(gateway, agent), await look(gateway, agent), await ask(gateway, agent)]) {
      expect([answer.statusCode, answer.headers.connection]).toEqual([200, 'close']);
    }
    await closed;
  });

  it('ends the connection of a request, too, that came before', async () => {
    const { upstream, gateway, agent } = await draining();
    const asked = ask(gateway, agent);
    await upstream.came(1);
    const closed = gateway.close();
    upstream.release();
    const answer = await asked;
    expect([answer.statusCode, answer.headers.connection]).toEqual([200, 'close']);
    await closed;
  });
});

describe('a gateway that closes', () => {
  it('answers the request that is on its way by a kept connection', async () => {
    const { upstream, gateway, agent } = await draining();
    upstream.release();
    await look(gateway, agent);
    const closed = gateway.close();
    await sleep(DRAIN_MS + 50);
    const answer = await ask(gateway, agent);
    expect([answer.statusCode, answer.headers.connection]).toEqual([200, 'close']);
    await closed;
  });
});

describe('door.keepAliveMs', () => {
  it('is told to clients, and ends a connection that idles for as long', async () => {
    const config = gatewayConfig({
      callers: { mode: 'none' },
      accounts: [accountAt('http://127.0.0.1:9')],
      door: { keepAliveMs: 1000 },
    });
    const gateway = await startGateway(config, { host: '127.0.0.1', port: 0, reportBug() {} });
    onTestFinished(() => gateway.close());
    const { hostname, port } = new URL(gateway.url);
    const client = connect(Number(port), hostname);
    client.write('GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n');
    expect((await client.toArray()).join('')).toContain('Keep-Alive: timeout=1\r\n');
  });
});
