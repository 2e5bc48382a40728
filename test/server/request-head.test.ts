import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { gatewayConfig } from '../../src/config/config.ts';
import { hostsOf } from '../../src/server/request-head.ts';
import { accountAt } from '../support/gateway.ts';
import { startProduction } from '../support/production.ts';

/** What a gateway answers to a head, until it ends the connection. */
async function exchange(url: string, ...head: string[]): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write([...head, 'Connection: close', '', ''].join('\r\n'));
  return (await socket.toArray()).join('');
}

const accounts = [accountAt('http://localhost:1')];
const LE_BEARER = { accounts, callers: { mode: 'leBearer' } };

describe('a head', () => {
  it.each([
    ['two Host headers', ['Host: localhost', 'Host: localhost']],
    ['Transfer-Encoding: identity, chunked', ['Host: localhost', 'Transfer-Encoding: identity, chunked']],
  ])('with %s gets 400', async (_, headers) => {
    const answer = await exchange(await startProduction(), 'POST /graphql HTTP/1.1', ...headers);
    expect(answer).toContain('HTTP/1.1 400 ');
    expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1);
  });
});

describe('web.hosts', () => {
  const status = async (url: string, path: string, host: string) =>
    (await exchange(url, `GET ${path} HTTP/1.1`, `Host: ${host}`)).slice(9, 12);

  it('is the names of loopback where anybody on the machine may ask', async () => {
    const url = await startProduction();
    for (const host of ['localhost', '127.0.0.1:4000', '[::1]:4000', 'LOCALHOST']) {
      expect(await status(url, '/metrics', host)).toBe('200');
    }
    for (const path of ['/metrics', '/graphql?query={__typename}', '/']) {
      expect(await status(url, path, 'rebound.example.com')).toBe('421');
    }
    expect(await status(url, '/health/ready', '10.0.0.7:4000')).toBe('200');
  });

  it('is all names where callers are checked, or the network reaches the gateway', () => {
    expect(hostsOf(gatewayConfig(LE_BEARER), true)).toBeNull();
    expect(hostsOf(gatewayConfig({ accounts, callers: { mode: 'none' } }), false)).toBeNull();
  });

  it('is what it lists', async () => {
    const url = await startProduction({ web: { hosts: ['gateway.example.com'] } });
    expect(await status(url, '/metrics', 'gateway.example.com:8080')).toBe('200');
    expect(await status(url, '/metrics', 'localhost')).toBe('421');
  });
});
