import { describe, expect, it } from 'vitest';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { HAS_REDIS, startRedis } from '../support/redis.ts';
import { startUpstream } from '../support/upstream.ts';
import { analyticsAnswer, analyticsRow } from '../support/wire.ts';

const DEADLINE_MS = 5000;

describe.skipIf(!HAS_REDIS)('two gateways on a Redis that is killed and comes back in mid-load', () => {
  it('answer every request, by its deadline', { timeout: 30_000 }, async () => {
    const redis = await startRedis();
    const upstream = await startUpstream(() => ({ json: analyticsAnswer([analyticsRow()]) }));
    const config = { accounts: [accountAt(upstream.url)], deadlineMs: DEADLINE_MS, cache: { maxBytes: 1024 ** 2 } };
    const gateways = [
      await startTestGateway(config, undefined, redis.url),
      await startTestGateway(config, undefined, redis.url),
    ];

    const slowest: number[] = [];
    const failed: unknown[] = [];
    let stop = false;
    const client = async (index: number) => {
      for (let turn = 0; !stop; turn += 1) {
        const begin = performance.now();
        const { data, errors } = (await gateways[index % 2]?.query(analyticsOf(index * 1000 + turn))) ?? {};
        slowest.push(performance.now() - begin);
        if (errors !== undefined || data.account.analytics === null) failed.push(errors);
      }
    };
    const load = Promise.all(Array.from({ length: 8 }, (_, index) => client(index)));
    for (const step of [redis.kill, redis.start]) {
      await pause(400);
      await step();
    }
    await pause(600);
    stop = true;
    await load;

    expect(failed).toEqual([]);
    // More than the first question of each client.
    expect(slowest.length).toBeGreaterThan(8);
    expect(Math.max(...slowest)).toBeLessThan(DEADLINE_MS);
    expect(gateways.flatMap(({ bugs }) => bugs)).toEqual([]);
  });
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A question that nobody asked before. */
function analyticsOf(index: number): string {
  const end = new Date(Date.parse('2026-03-10T00:00:00Z') + index).toISOString();
  return `{ account(accountId: "12345678") { analytics(attempted: { start: "2026-03-01T00:00:00Z", end: "${end}" }) { fetchedAt } } }`;
}
