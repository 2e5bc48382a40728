import { once } from 'node:events';
import type { Redis } from 'ioredis';
import { onTestFinished } from 'vitest';
import { gatewayConfig } from '../../src/config/config.ts';
import type { AccountUpstreams } from '../../src/upstream/accounts/account-upstreams.ts';
import { createUpstreams } from '../../src/upstream/accounts/upstreams.ts';
import { createAnswerMemory } from '../../src/upstream/traffic/answer-memory.ts';
import { connectRedis } from '../../src/upstream/traffic/redis.ts';
import { budgetsOf } from './budgets.ts';
import { NO_OBSERVER } from './observer.ts';
import { testTransport } from './sender.ts';

/** A connection to a Redis, ready, for the running test; commands are given up after 200 ms. */
export async function readyRedis(url: string): Promise<Redis> {
  const redis = await connectRedis(url, 200, { onDown() {} });
  onTestFinished(() => redis.disconnect());
  await once(redis, 'ready');
  return redis;
}

/** The APIs of one account in a process of its own: all of them at `url`, a memory of its own, and `redis` shared with others. */
export function processUpstreams(
  url: string,
  redis: Redis | null,
  { credentials = { bearer: 'le-token' } as Record<string, unknown>, accountId = '12345678', cache = {} } = {},
): AccountUpstreams {
  const endpoints = { domainApi: url, reporting: url, configuration: url, liveDeflect: url, sentinel: url };
  const config = gatewayConfig({
    callers: { mode: 'none' },
    accounts: [{ accountId, credentials, endpoints }],
    retry: { rateLimitedMs: [], unavailableMs: [], unreachableMs: [] },
    budgets: budgetsOf(10_000),
    cache,
  });
  const answers = createAnswerMemory(config.cache.maxBytes);
  const shared = { transport: testTransport(), observer: NO_OBSERVER, redis, answers };
  const upstreams = createUpstreams(config.accounts, config, shared).of(accountId, null);
  if (upstreams === undefined) throw new Error('no account');
  return upstreams;
}
