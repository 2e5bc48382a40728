import { describe, expect, it } from 'vitest';
import { counted } from '../support/freshness.ts';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { LIVE, openStream, QUICK, shortestGap } from '../support/live.ts';
import { HAS_REDIS, startRedis } from '../support/redis.ts';
import { readyRedis } from '../support/shared-upstreams.ts';
import { type SeenRequest, startUpstream } from '../support/upstream.ts';

/** Long enough that a slow machine reads within it. */
const FRESH_MS = 800;

/** Two processes on one Redis over one upstream, each with a subscriber to the same question. */
async function startTwo(campaignsMs: number) {
  const arrivals: number[] = [];
  const answer = (request: SeenRequest, index: number) => {
    arrivals.push(performance.now());
    return counted(request, index);
  };
  const [redis, upstream] = await Promise.all([startRedis(), startUpstream(answer)]);
  const config = { accounts: [accountAt(upstream.url)], ...QUICK, cache: { campaignsMs } };
  const gateways = await Promise.all([0, 1].map(() => startTestGateway(config, null, redis.url)));
  const streams = await Promise.all(gateways.map(({ url }) => openStream(url, LIVE)));
  return { redis, arrivals, streams };
}

describe.skipIf(!HAS_REDIS)('processes on one Redis', () => {
  it('make the calls of their polls once', async () => {
    const { redis, arrivals, streams } = await startTwo(FRESH_MS);
    await Promise.all(streams.map((stream) => stream.result(3)));
    expect(shortestGap(arrivals)).toBeGreaterThan(FRESH_MS / 2);
    const client = await readyRedis(redis.url);
    const leases = await client.keys('outbound:lease:*');
    expect(leases.filter((key) => !/^outbound:lease:[\w-]{43}$/.test(key))).toEqual([]);
  });

  it('poll on their own while it is down', async () => {
    const { redis, arrivals, streams } = await startTwo(200);
    await Promise.all(streams.map((stream) => stream.result(1)));
    await redis.kill();
    const before = arrivals.length;
    const known = streams.map(({ results }) => results.length);
    await Promise.all(streams.map((stream, index) => stream.result((known[index] ?? 0) + 3)));
    expect(arrivals.length - before).toBeGreaterThanOrEqual(6);
  });
});
