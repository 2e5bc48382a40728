import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { budgetsOf } from '../support/budgets.ts';
import { accountAt } from '../support/gateway.ts';
import { until } from '../support/held-upstream.ts';
import { type LoadResult, startLoad } from '../support/load.ts';
import { endOf, startConfigured } from '../support/main-process.ts';
import { startProxy, type TestProxy } from '../support/proxy.ts';
import { HAS_REDIS, startRedis } from '../support/redis.ts';
import { startUpstream } from '../support/upstream.ts';
import { analyticsAnswer } from '../support/wire.ts';

/** Several looks of the proxy, also on a machine that is busy with other tests. */
const DRAIN_MS = 500;

const CLIENTS = 6;

/** Answers between one step and the next: enough that requests run when a process is told to stop. */
const MEANWHILE = 30;

type Restarted = LoadResult & {
  /** The exit codes of both processes. */
  readonly codes: readonly (number | null)[];
  /** The alerts that reached the upstream. */
  readonly reached: readonly string[];
};

/** Replaces two processes one after the other under load. */
async function rollOver(environment: Record<string, string>): Promise<Restarted> {
  const reached: string[] = [];
  const upstream = await startUpstream(async ({ body }) => {
    await sleep(20);
    const id = (body as { externalAlertId?: string } | undefined)?.externalAlertId;
    if (id === undefined) return { json: analyticsAnswer([]) };
    reached.push(id);
    return { json: { success: true, response: { name: id, sendTime: '2026-03-15T11:59:00.000Z' } } };
  });
  const config = {
    accounts: [accountAt(upstream.url)],
    budgets: budgetsOf(10_000),
    door: { drainMs: DRAIN_MS },
  };
  const proxy = await startProxy();
  const start = () => join(proxy, config, environment);
  const old = await Promise.all([start(), start()]);
  await until(() => proxy.ready() === 2);
  const load = startLoad(proxy.url, CLIENTS);
  const codes: (number | null)[] = [];
  for (const child of old) {
    await load.answers(MEANWHILE);
    child.kill('SIGTERM');
    const [{ code }] = await Promise.all([endOf(child), start()]);
    codes.push(code);
    await until(() => proxy.ready() === 2);
  }
  await load.answers(MEANWHILE);
  return { ...(await load.stop()), codes, reached };
}

async function join(proxy: TestProxy, config: Record<string, unknown>, environment: Record<string, string>) {
  const { child, url } = await startConfigured(config, environment);
  proxy.add(url);
  return child;
}

function expectNothingLost({ codes, failures, sent, queries, reached }: Restarted): void {
  expect(failures).toEqual([]);
  expect(codes).toEqual([0, 0]);
  expect(queries).toBeGreaterThan(MEANWHILE);
  expect(reached.toSorted()).toEqual(sent.toSorted());
}

describe('a rolling restart of two processes under load', () => {
  it('fails no request, sends every alert once, and ends both with 0', async () => {
    expectNothingLost(await rollOver({}));
  }, 60_000);

  it.skipIf(!HAS_REDIS)(
    'does so on one Redis, too',
    async () => {
      expectNothingLost(await rollOver({ REDIS_URL: (await startRedis()).url }));
    },
    60_000,
  );
});
