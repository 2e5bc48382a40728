import { describe, expect, it } from 'vitest';
import { counted } from '../support/freshness.ts';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { attemptedIn, LIVE, openStream, QUICK } from '../support/live.ts';
import { HAS_REDIS, startRedis } from '../support/redis.ts';
import { readyRedis } from '../support/shared-upstreams.ts';
import { startUpstream } from '../support/upstream.ts';

/** Two processes on one Redis over one upstream, each with a subscriber to the same question. */
async function startTwo() {
  const [redis, upstream] = await Promise.all([startRedis(), startUpstream(counted)]);
  const config = { accounts: [accountAt(upstream.url)], ...QUICK };
  const gateways = await Promise.all([0, 1].map(() => startTestGateway(config, null, redis.url)));
  const streams = await Promise.all(gateways.map(({ url }) => openStream(url, LIVE)));
  return { redis, upstream, streams };
}

describe.skipIf(!HAS_REDIS)('processes on one Redis', () => {
  it('make the calls of their polls once', async () => {
    const { redis, upstream, streams } = await startTwo();
    const seen = await Promise.all(streams.map((stream) => stream.result(5)));
    // The upstream's answers count its requests, and the next poll may have begun.
    expect(upstream.requests.length).toBeLessThanOrEqual(Math.max(...seen.map(attemptedIn)) + 2);
    const client = await readyRedis(redis.url);
    const leases = await client.keys('outbound:lease:*');
    expect(leases.filter((key) => !/^outbound:lease:[\w-]{43}$/.test(key))).toEqual([]);
  });

  it('poll on their own while it is down', async () => {
    const { redis, upstream, streams } = await startTwo();
    await Promise.all(streams.map((stream) => stream.result(1)));
    await redis.kill();
    const before = upstream.requests.length;
    const known = streams.map(({ results }) => results.length);
    await Promise.all(streams.map((stream, index) => stream.result((known[index] ?? 0) + 3)));
    expect(upstream.requests.length - before).toBeGreaterThanOrEqual(6);
  });
});
