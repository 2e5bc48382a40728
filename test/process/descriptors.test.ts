import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../../scripts/free-port.ts';
import { configPath } from '../support/config.ts';
import { accountAt } from '../support/gateway.ts';
import { until } from '../support/held-upstream.ts';
import { endOf, startConfigured } from '../support/main-process.ts';
import { metric } from '../support/metrics.ts';

const ROOT = new URL('../..', import.meta.url);

/** Longer than every bound of the end, on a machine that runs other tests beside it. */
const END_MS = 3000;

type Started = { readonly child: ChildProcess; readonly url: string };

/** Starts the gateway by a shell command, with a stdout that cannot tell where it listens; waits until it does. */
async function start(stdout: 'pipe' | number, command = 'exec "$0" src/main.ts'): Promise<Started> {
  const port = await freePort();
  const GATEWAY_CONFIG = configPath({ callers: { mode: 'none' }, accounts: [accountAt('http://127.0.0.1:9')] });
  const child = spawn('sh', ['-c', command, process.execPath], {
    cwd: ROOT,
    env: { PATH: '/usr/bin:/bin', PORT: String(port), GATEWAY_CONFIG },
    stdio: ['ignore', stdout, 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}/graphql`;
  await until(() => isLive(url));
  return { child, url };
}

function isLive(url: string): Promise<boolean> {
  return fetch(new URL('/health/live', url)).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Has a gateway write about 250 bytes to its log, as often as said. */
async function fillLog({ url }: Started, lines: number): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  for (let sent = 0; sent < lines; sent += 50) {
    const asked = Array.from({ length: 50 }, (_, nth) =>
      fetch(url, { method: 'POST', headers, body: query(sent + nth) }).then((answer) => answer.text()),
    );
    await Promise.all(asked);
  }
}

/** A request whose log line is about 500 bytes long. */
function query(nth: number): string {
  return JSON.stringify({ query: `query q${'x'.repeat(250)}${nth % 50} { __typename }` });
}

async function expectEnd({ child }: Started): Promise<void> {
  child.kill('SIGTERM');
  const { code, ms } = await endOf(child);
  expect(code).toBe(0);
  expect(ms).toBeLessThan(END_MS);
}

describe('a stdout that cannot be written', () => {
  it('on a full disk stops neither the answers nor the end', async () => {
    const full = openSync('/dev/full', 'w');
    onTestFinished(() => closeSync(full));
    const gateway = await start(full);
    await fillLog(gateway, 500);
    expect(await isLive(gateway.url)).toBe(true);
    await expectEnd(gateway);
  });

  it('and stalls stops neither the answers nor the end', async () => {
    const gateway = await start('pipe');
    // Nobody reads: the pipe takes 64 kB.
    gateway.child.stdout?.pause();
    await fillLog(gateway, 1000);
    expect(await isLive(gateway.url)).toBe(true);
    await expectEnd(gateway);
  });

  it('because its reader is gone stops neither the answers nor the end', async () => {
    const gateway = await start('pipe');
    gateway.child.stdout?.destroy();
    await fillLog(gateway, 500);
    expect(await isLive(gateway.url)).toBe(true);
    await expectEnd(gateway);
  });
});

describe('a limit of descriptors', () => {
  it('that clients exhaust ends nothing: when they leave, the next are answered', async () => {
    const gateway = await start('pipe', 'ulimit -n 64; exec "$0" src/main.ts');
    gateway.child.stdout?.resume();
    const { hostname, port } = new URL(gateway.url);
    const clients = Array.from({ length: 100 }, () => connect(Number(port), hostname));
    await Promise.all(clients.map(settled));
    for (const client of clients) client.destroy();
    // Connections that had no descriptor are ended one after the other.
    await until(async () => ((await metric(gateway, 'process_open_fds').catch(() => undefined)) ?? 64) < 32);
    expect(await isLive(gateway.url)).toBe(true);
    await expectEnd(gateway);
  });
});

describe('a disk that cannot be written', () => {
  it('keeps no compiled code, and starts all the same', async () => {
    const config = { accounts: [accountAt('http://127.0.0.1:9')] };
    await expectEnd(await startConfigured(config, { NODE_COMPILE_CACHE: '/dev/null/cache' }));
  });
});

async function settled(client: Socket): Promise<void> {
  await new Promise<void>((resolve) => {
    client.once('connect', resolve).once('close', () => resolve());
    client.on('error', () => {});
  });
}
