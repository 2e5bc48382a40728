import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sendHalf } from '../support/half-sent.ts';
import { until } from '../support/held-upstream.ts';
import { startProduction } from '../support/production.ts';

const DEADLINE_MS = 200;

/** Opens a connection to a gateway with a short deadline, and gathers what comes. */
async function connection(): Promise<{ socket: Socket; received: () => string; ended: Promise<unknown> }> {
  const { hostname, port } = new URL(await startProduction({ deadlineMs: DEADLINE_MS }));
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  let received = '';
  socket.setEncoding('utf8').on('data', (text) => {
    received += text;
  });
  // A connection that the gateway ends may be reset while something is under way; what matters is that it ends.
  socket.on('error', () => {});
  const ended = new Promise((resolve) => socket.once('close', resolve));
  await once(socket, 'connect');
  return { socket, received: () => received, ended };
}

const HEAD = 'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';
const BODY = '{"query":"{ __typename }"}';

describe('a connection', () => {
  it('ends that never says a word', async () => {
    const { ended } = await connection();
    await ended;
  });

  it('ends with 408 when its head does not come to an end', async () => {
    const { socket, received, ended } = await connection();
    socket.write(HEAD);
    await ended;
    expect(received()).toContain('HTTP/1.1 408 ');
  });

  it('ends however busily its head drips', async () => {
    const { socket, ended } = await connection();
    socket.write(HEAD);
    const drip = setInterval(() => socket.write('x-drip: 1\r\n'), 20);
    await ended;
    clearInterval(drip);
  });

  it('ends with 408 when its body does not come', async () => {
    const { received, ended } = sendHalf(await startProduction({ deadlineMs: DEADLINE_MS }));
    await ended;
    expect(received()).toContain('HTTP/1.1 408 ');
  });

  it('gets 431 for a head of more than 32 KiB', async () => {
    const { socket, received, ended } = await connection();
    socket.write(`${HEAD}x-long: ${'x'.repeat(33 * 1024)}\r\n\r\n`);
    await ended;
    expect(received()).toContain('HTTP/1.1 431 ');
  });

  it('is kept between requests, for longer than a head may take', async () => {
    const { socket, received } = await connection();
    const ask = () => socket.write(`${HEAD}content-length: ${BODY.length}\r\n\r\n${BODY}`);
    const answers = () => received().match(/HTTP\/1\.1 /g)?.length;
    ask();
    await until(() => answers() === 1);
    await sleep(3 * DEADLINE_MS);
    ask();
    await until(() => answers() === 2);
  });
});
