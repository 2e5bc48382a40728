import type { Redis } from 'ioredis';
import { describe, expect, it, vi } from 'vitest';
import { HAS_REDIS, startRedis } from '../../support/redis.ts';
import { testCall } from '../../support/sender.ts';
import { processUpstreams, readyRedis } from '../../support/shared-upstreams.ts';
import { startUpstream } from '../../support/upstream.ts';
import { analyticsAnswer, analyticsRow, handoffRow } from '../../support/wire.ts';

const OAUTH1 = {
  consumerKey: 'planted-key',
  consumerSecret: 'planted-consumer-secret',
  token: 'planted-token',
  tokenSecret: 'planted-token-secret',
};
const APP_JWT = { clientId: 'planted-client', clientSecret: 'planted-client-secret' };
const SLICE = { limit: 10, offset: 0 };

/** Sentinel gives the planted tokens one by one; handoffs have a phone number; a campaign has analytics. */
async function startApis(refuses: (authorization: string) => boolean = () => false) {
  let tokens = 0;
  const upstream = await startUpstream(({ path, headers }) => {
    if (path.startsWith('/sentinel/')) {
      tokens += 1;
      return { json: { access_token: `planted-jwt-${tokens}`, expires_in: 3600 } };
    }
    if (refuses(String(headers.authorization))) return { status: 401, json: {} };
    if (path.includes('/handoffs/')) return { json: [handoffRow('H1')] };
    return { json: analyticsAnswer([analyticsRow()]) };
  });
  const count = (part: string) => upstream.asked().filter((line) => line.includes(part)).length;
  return { upstream, count };
}

/** The keys of answers and tokens; budgets have others. */
const sealedKeys = (redis: Redis) => redis.keys('outbound:sealed:*');

/** All that Redis holds, keys and values, as text. */
async function contentsOf(redis: Redis): Promise<string> {
  const keys = await redis.keys('*');
  const values = await Promise.all(keys.map((key) => redis.dumpBuffer(key)));
  return [...keys, ...values.map((value) => value?.toString('latin1'))].join('\n');
}

describe.skipIf(!HAS_REDIS)('answers and tokens in Redis', () => {
  it('spare another process the call, and keep the time of the first', async () => {
    const [{ url }, { upstream, count }] = await Promise.all([startRedis(), startApis()]);
    const one = processUpstreams(upstream.url, await readyRedis(url)).outboundConfiguration;
    const other = processUpstreams(upstream.url, await readyRedis(url)).outboundConfiguration;
    const first = await one.fetchHandoffs(SLICE, testCall());
    const told: unknown[] = [];
    const second = await other.fetchHandoffs(SLICE, { ...testCall(), onFreshness: (kept) => told.push(kept) });
    expect(second).toEqual(first);
    expect(told).toMatchObject([{ fetchedAt: Date.parse(first.fetchedAt) }]);
    expect(count('/handoffs/')).toBe(1);
  });

  it('tell a process whose answer is stale what another fetched since', async () => {
    const [{ url }, { upstream, count }] = await Promise.all([startRedis(), startApis()]);
    const [one, other] = [
      processUpstreams(upstream.url, await readyRedis(url)),
      processUpstreams(upstream.url, await readyRedis(url)),
    ];
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    try {
      await one.outboundConfiguration.fetchHandoffs(SLICE, testCall());
      vi.setSystemTime(Date.now() + 5 * 60_000);
      const newer = await other.outboundConfiguration.fetchHandoffs(SLICE, { ...testCall(), fresh: true });
      expect((await one.outboundConfiguration.fetchHandoffs(SLICE, testCall())).fetchedAt).toBe(newer.fetchedAt);
      expect(count('/handoffs/')).toBe(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it.each([
    ['another account', { accountId: '87654321' }],
    ['another credential', { credentials: { bearer: 'another-token' } }],
  ])('do not meet those of %s', async (_, more) => {
    const [{ url }, { upstream, count }] = await Promise.all([startRedis(), startApis()]);
    const redis = await readyRedis(url);
    await processUpstreams(upstream.url, redis).outboundConfiguration.fetchHandoffs(SLICE, testCall());
    await processUpstreams(upstream.url, redis, more).outboundConfiguration.fetchHandoffs(SLICE, testCall());
    expect(count('/handoffs/')).toBe(2);
    expect(await sealedKeys(redis)).toHaveLength(2);
  });

  it('share a token, until it is refused', async () => {
    let refused = '';
    const [{ url }, { upstream, count }] = await Promise.all([startRedis(), startApis((sent) => sent === refused)]);
    const credentials = { appJwt: APP_JWT };
    const [one, other] = [await readyRedis(url), await readyRedis(url)].map((redis) =>
      processUpstreams(upstream.url, redis, { credentials }),
    );
    const ask = (campaignId: string, by = one) => by?.outboundReporting.fetchCampaignAnalytics(campaignId, testCall());
    await ask('c1', one);
    await ask('c2', other);
    expect(count('/sentinel/')).toBe(1);
    refused = 'Bearer planted-jwt-1';
    await ask('c3', one);
    await ask('c4', other);
    expect(count('/sentinel/')).toBe(2);
    expect(upstream.requests.at(-1)?.headers.authorization).toBe('Bearer planted-jwt-2');
  });

  it('show nothing to who reads Redis', async () => {
    const [{ url }, { upstream }] = await Promise.all([startRedis(), startApis()]);
    const redis = await readyRedis(url);
    for (const credentials of [{ appJwt: APP_JWT }, { oauth1: OAUTH1 }, { bearer: 'planted-bearer' }]) {
      const { outboundConfiguration } = processUpstreams(upstream.url, redis, { credentials });
      await outboundConfiguration.fetchHandoffs(SLICE, testCall());
    }
    expect(await sealedKeys(redis)).toHaveLength(4);
    const contents = await contentsOf(redis);
    for (const secret of ['planted', '2025550100', 'Handoff', '/handoffs/', 'Bearer']) {
      expect(contents).not.toContain(secret);
    }
  });

  it('expire by themselves', async () => {
    const [{ url }, { upstream }] = await Promise.all([startRedis(), startApis()]);
    const redis = await readyRedis(url);
    const cache = { handoffsMs: 1000, staleIfErrorMs: 4000, staleWhileRevalidateMs: 2000 };
    const { outboundConfiguration } = processUpstreams(upstream.url, redis, { cache });
    await outboundConfiguration.fetchHandoffs(SLICE, testCall());
    const [key = ''] = await sealedKeys(redis);
    expect(await redis.pttl(key)).toBeGreaterThan(4000);
    expect(await redis.pttl(key)).toBeLessThanOrEqual(5000);
  });

  it('are done without while Redis is gone, and come back with it', async () => {
    const [server, { upstream, count }] = await Promise.all([startRedis(), startApis()]);
    const redis = await readyRedis(server.url);
    const [one, other] = [processUpstreams(upstream.url, redis), processUpstreams(upstream.url, redis)];
    await one.outboundReporting.fetchCampaignAnalytics('c1', testCall());
    await server.kill();
    const began = performance.now();
    await one.outboundReporting.fetchCampaignAnalytics('c1', testCall());
    await other.outboundReporting.fetchCampaignAnalytics('c1', testCall());
    expect(count('/c1/')).toBe(2);
    expect(performance.now() - began).toBeLessThan(3000);
    await server.start();
    await vi.waitFor(() => expect(redis.status).toBe('ready'), 3000);
    await one.outboundReporting.fetchCampaignAnalytics('c2', testCall());
    await other.outboundReporting.fetchCampaignAnalytics('c2', testCall());
    expect(count('/c2/')).toBe(1);
  });

  it('are not waited for when Redis hangs', async () => {
    const [{ url }, { upstream, count }] = await Promise.all([startRedis(), startApis()]);
    const redis = await readyRedis(url);
    const { outboundConfiguration } = processUpstreams(upstream.url, redis);
    const blocker = await readyRedis(url);
    blocker.eval('while true do end', 0).catch(() => undefined);
    const began = performance.now();
    await outboundConfiguration.fetchHandoffs(SLICE, testCall());
    expect(performance.now() - began).toBeGreaterThan(150);
    expect(performance.now() - began).toBeLessThan(3000);
    expect(count('/handoffs/')).toBe(1);
  });

  it('that were tampered with are as if they were not there', async () => {
    const [{ url }, { upstream, count }] = await Promise.all([startRedis(), startApis()]);
    const redis = await readyRedis(url);
    await processUpstreams(upstream.url, redis).outboundConfiguration.fetchHandoffs(SLICE, testCall());
    const [key = ''] = await sealedKeys(redis);
    await redis.set(key, '1\n[]');
    await processUpstreams(upstream.url, redis).outboundConfiguration.fetchHandoffs(SLICE, testCall());
    expect(count('/handoffs/')).toBe(2);
  });
});
