import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { until } from '../support/held-upstream.ts';
import { metric } from '../support/metrics.ts';
import { startUpstream } from '../support/upstream.ts';
import { handoffRow } from '../support/wire.ts';

/** More than the buffers of a connection take. */
const CONTENT = 'x'.repeat(8_000_000);
const LARGE = '{ account(accountId: "12345678") { handoffs(first: 1) { nodes { name } } } }';

/** A gateway whose answer to `LARGE` is large, and a client that asks for it and reads nothing. */
async function startSending(door: Record<string, number>) {
  const upstream = await startUpstream(() => ({
    json: [handoffRow('h1', { name: CONTENT })],
  }));
  const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)], door });
  const { hostname, port } = new URL(gateway.url);
  const body = JSON.stringify({ query: LARGE });
  const ask = () => {
    const socket = connect(Number(port), hostname);
    onTestFinished(() => void socket.destroy());
    socket.on('error', () => {});
    socket.write('POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n');
    socket.write(`content-length: ${body.length}\r\n\r\n${body}`);
    return socket;
  };
  return { upstream, gateway, ask };
}

describe('a client that does not read its answer', () => {
  it('takes no place', async () => {
    const { gateway, ask } = await startSending({ concurrency: 2, queue: 2 });
    const clients = Array.from({ length: 4 }, ask);
    await Promise.all(clients.map((client) => once(client, 'readable')));
    expect(await metric(gateway, 'gateway_door_running')).toBe(0);
    expect(gateway.lines).toEqual([]);
    expect(await gateway.query('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
  });

  it('loses its connection after door.sendIdleMs', async () => {
    const { gateway, ask } = await startSending({ sendIdleMs: 300, sendBytesPerSecond: 1 });
    ask();
    await until(() => gateway.lines.length === 1);
    expect(gateway.lines[0]).toMatchObject({ outcome: 'aborted', status: 200 });
  });

  it('loses it, too, when it reads more slowly than door.sendBytesPerSecond', async () => {
    const { gateway, ask } = await startSending({ sendIdleMs: 500, sendBytesPerSecond: 1024 ** 3 });
    const client = ask();
    const sip = setInterval(() => client.read(100_000), 50);
    onTestFinished(() => clearInterval(sip));
    await until(() => gateway.lines.length === 1);
    expect(gateway.lines[0]).toMatchObject({ outcome: 'aborted', status: 200 });
  });
});
