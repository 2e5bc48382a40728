import { getHeapStatistics } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { collectGarbage } from '../support/collect-garbage.ts';
import { accountAt, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { until } from '../support/held-upstream.ts';
import { startUpstream } from '../support/upstream.ts';

const HANDOFFS = '{ account(accountId: "12345678") { handoffs(first: 1) { nodes { name } } } }';

/** Far more than the rest of the test allocates or lets go. */
const BALLAST_BYTES = 240_000_000;

async function startGuarded(guard: Record<string, number>) {
  const upstream = await startUpstream(() => ({ json: [] }));
  const cache = { maxBytes: 1_000_000 };
  return { upstream, gateway: await startTestGateway({ accounts: [accountAt(upstream.url)], guard, cache }) };
}

async function readiness({ url }: TestGateway): Promise<unknown> {
  return (await fetch(new URL('/health/ready', url))).json();
}

/** Holds up the event loop. */
function block(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

describe('guard.loopDelayMs', () => {
  it('refuses requests after a longer delay, is not ready, and recovers', async () => {
    const { gateway } = await startGuarded({ loopDelayMs: 200 });
    const asked = gateway.query('{ __typename }');
    await asked;
    const refused = Promise.all([gateway.query('{ __typename }'), readiness(gateway)]);
    block(700);
    const [answer, ready] = await refused;
    expect(answer.errors?.[0]?.extensions).toEqual({ code: 'OVERLOADED', retryAfterMs: 1000 });
    expect(ready).toEqual({ status: 'overloaded' });
    await until(async () => (await gateway.query('{ __typename }')).data !== undefined);
    expect(await readiness(gateway)).toEqual({ status: 'ready' });
  });
});

describe('guard.heapShare', () => {
  it('refuses requests above it, is not ready, lets go of cached answers, and recovers', async () => {
    // The garbage of earlier tests would raise the limit, so that without it the ballast would not exceed the limit.
    collectGarbage();
    const { used_heap_size, heap_size_limit } = getHeapStatistics();
    const heapShare = (used_heap_size + BALLAST_BYTES / 2) / heap_size_limit;
    // A busy machine that delays the event loop must not look like a full heap.
    const { upstream, gateway } = await startGuarded({ heapShare, loopDelayMs: 600_000 });
    await gateway.query(HANDOFFS);
    await gateway.query(HANDOFFS);
    const before = upstream.requests.length;
    const ballast = Array.from({ length: BALLAST_BYTES / 8_000_000 }, () => new Array(1_000_000).fill(1.5));
    await until(async () => (await gateway.query('{ __typename }')).data === undefined);
    expect(await readiness(gateway)).toEqual({ status: 'overloaded' });
    ballast.length = 0;
    await until(async () => (await gateway.query('{ __typename }')).data !== undefined);
    await gateway.query(HANDOFFS);
    expect(upstream.requests.length).toBeGreaterThan(before);
  });
});
