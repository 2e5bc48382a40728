import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { alertInput } from './support/alert.ts';
import { accountAt } from './support/gateway.ts';
import { sendHalf } from './support/half-sent.ts';
import { startHeldUpstream } from './support/held-upstream.ts';
import { queryAt, sendAndLeave, sendKeyed } from './support/keyed-alert.ts';
import { addressOf, endOf, linesOf, startConfigured, startMain } from './support/main-process.ts';
import { HAS_REDIS, startRedis } from './support/redis.ts';

const HANDOFFS = '{ account(accountId: "12345678") { handoffs(first: 1) { nodes { handoffId } } } }';
const DRAIN_MS = 200;
const DEADLINE_MS = 600;

/** What the process may take beyond its waits, on a machine that runs other tests beside it. */
const SLACK_MS = 2000;

type Held = { environment?: Record<string, string>; json?: unknown; drainMs?: number; deadlineMs?: number };

/** A process over an upstream that holds its answers, which may do so for long by default. */
async function overHeld({ environment = {}, json = [], drainMs = DRAIN_MS, deadlineMs = 15_000 }: Held = {}) {
  const upstream = await startHeldUpstream(json);
  const config = { accounts: [accountAt(upstream.url)], deadlineMs, door: { drainMs } };
  return { upstream, ...(await startConfigured(config, environment)) };
}

describe('a signal to stop', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('(%s) ends the process with 0', async (signal) => {
    const child = startMain({});
    await addressOf(child);
    child.kill(signal);
    expect(await endOf(child)).toMatchObject({ code: 0, signal: null });
  });

  it('lets requests end that run, however often it comes', async () => {
    const { upstream, child, url } = await overHeld();
    const asked = queryAt(url).query(HANDOFFS);
    await upstream.came(1);
    child.kill('SIGTERM');
    child.kill('SIGINT');
    setTimeout(() => child.kill('SIGTERM'), 50);
    setTimeout(upstream.release, 100);
    expect(await asked).toMatchObject({ data: { account: { handoffs: { nodes: [] } } } });
    expect(await endOf(child)).toMatchObject({ code: 0, signal: null });
  });

  it('ends a process at once that does not listen yet', async () => {
    // It takes connections and says nothing, so the start waits a second for it.
    const mute = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void mute.close());
    await once(mute, 'listening');
    const { port } = mute.address() as AddressInfo;
    const child = startMain({ REDIS_URL: `redis://127.0.0.1:${port}` });
    await once(mute, 'connection');
    child.kill('SIGTERM');
    expect(await linesOf(child).next()).toMatchObject({ done: true });
    expect(await endOf(child)).toMatchObject({ code: 0, signal: null });
  });

  it('takes no longer than the drain and the deadline when an upstream hangs, and its client is answered', async () => {
    const { upstream, child, url } = await overHeld({ deadlineMs: DEADLINE_MS });
    const asked = queryAt(url).query(HANDOFFS);
    await upstream.came(1);
    child.kill('SIGTERM');
    const ended = endOf(child);
    expect((await asked).errors?.[0]?.extensions.code).toBe('UPSTREAM_TIMEOUT');
    const { code, ms } = await ended;
    expect(code).toBe(0);
    expect(ms).toBeLessThan(DRAIN_MS + DEADLINE_MS + SLACK_MS);
  });

  it('does not wait for kept-alive connections, nor for a body that does not come', async () => {
    const { child, url } = await overHeld({ deadlineMs: DEADLINE_MS });
    await fetch(new URL('/health/live', url)).then((answer) => answer.text());
    await once(sendHalf(url).socket, 'connect');
    child.kill('SIGTERM');
    const { code, ms } = await endOf(child);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(DRAIN_MS + DEADLINE_MS + SLACK_MS);
  });
});

describe('the last lines of the log', () => {
  it('are written when a signal stops the process', async () => {
    const { child, url } = await overHeld({ drainMs: 0 });
    const printed = child.stdout?.toArray() ?? [];
    await queryAt(url).query('query Last { __typename }');
    child.kill('SIGTERM');
    expect(await endOf(child)).toMatchObject({ code: 0 });
    expect(lastLines(await printed)).toMatchObject([
      { msg: 'request', operation: 'Last' },
      { msg: 'Shutting down: finishing the requests in progress' },
    ]);
  });

  it('are written when an error stops it, the error last', async () => {
    const planted = 'process.on("SIGUSR2", () => { throw new Error("It broke"); })';
    const { child, url } = await overHeld({
      environment: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(planted)}` },
    });
    const printed = child.stdout?.toArray() ?? [];
    await queryAt(url).query('query Last { __typename }');
    child.kill('SIGUSR2');
    expect(await endOf(child)).toMatchObject({ code: 1 });
    expect(lastLines(await printed)).toMatchObject([
      { msg: 'request', operation: 'Last' },
      { level: 60, err: { message: 'It broke' } },
    ]);
  });
});

/** The last two lines of an output. */
function lastLines(chunks: readonly unknown[]): readonly unknown[] {
  const lines = chunks.join('').trim().split('\n');
  return lines.slice(-2).map((line) => JSON.parse(line));
}

describe.skipIf(!HAS_REDIS)('a signal to stop, with Redis', () => {
  it('does not wait for a Redis that hangs', async () => {
    const redis = await startRedis();
    const { child } = await overHeld({ environment: { REDIS_URL: redis.url }, deadlineMs: DEADLINE_MS });
    redis.freeze();
    child.kill('SIGTERM');
    const { code, ms } = await endOf(child);
    expect(code).toBe(0);
    expect(ms).toBeLessThan(DRAIN_MS + SLACK_MS);
  });

  it('lets an alert with a key end whose client is gone, and writes down what became of it', async () => {
    const redis = await startRedis();
    const json = { success: true, response: { name: 'message-0', sendTime: '2026-03-15T11:59:00.000Z' } };
    const first = await overHeld({ environment: { REDIS_URL: redis.url }, json });
    const key = crypto.randomUUID();
    const client = sendAndLeave(first, [alertInput({ idempotencyKey: key })]);
    await first.upstream.came(1);
    client.leave();
    first.child.kill('SIGTERM');
    setTimeout(first.upstream.release, DRAIN_MS + 100);
    expect(await endOf(first.child)).toMatchObject({ code: 0, signal: null });

    const second = await startConfigured({ accounts: [accountAt(first.upstream.url)] }, { REDIS_URL: redis.url });
    const { payload } = await sendKeyed(queryAt(second.url), key);
    expect(payload).toMatchObject({ __typename: 'ProactiveAlertSent', messageName: 'message-0', replayed: true });
    expect(first.upstream.requests).toHaveLength(1);
  });
});
