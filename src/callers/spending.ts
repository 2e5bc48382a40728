import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { RateLimiterRedis } from 'rate-limiter-flexible';

/** What a caller uses up: requests, the cost of operations in points, and upstream calls. */
export type Spendable = 'requests' | 'cost' | 'upstreamCalls';

/** What one caller has used of something in the current minute. */
type Spent = { readonly used: number; readonly endsInMs: number };

/** Counts what callers use per minute; each minute begins with the first use. */
export type Spending = {
  /** Returns at once. Other processes on the same Redis see it a moment later. */
  add(callerId: string, what: Spendable, amount: number): void;
  of(callerId: string, what: Spendable): Spent;
};

const MINUTE_MS = 60_000;

/** Counters in memory. Beyond them the least recently used are dropped, which gives their callers a new minute. */
const MAX_COUNTERS = 30_000;

type Counter = { used: number; endsAt: number };

/**
 * The counters of this process; with `redis`, those of all processes on it. They never wait for Redis, so a caller may
 * use a little more than its quota from several processes at once. While Redis is down each process counts for itself.
 */
export function createSpending(redis: Redis | null): Spending {
  // Created on first use, because it allocates its memory at once.
  let counters: LRUCache<string, Counter> | undefined;
  const shared = redis && sharedCount(redis);

  const counterOf = (key: string): Counter => {
    counters ??= new LRUCache({ max: MAX_COUNTERS });
    const known = counters.get(key);
    if (known !== undefined && performance.now() < known.endsAt) return known;
    const counter = { used: 0, endsAt: performance.now() + MINUTE_MS };
    counters.set(key, counter);
    return counter;
  };

  return {
    add(callerId, what, amount) {
      const counter = counterOf(`${what} ${callerId}`);
      counter.used += amount;
      shared?.(callerId, what, amount).then(
        ({ consumedPoints, msBeforeNext }) => {
          counter.used = Math.max(counter.used, consumedPoints);
          counter.endsAt = performance.now() + msBeforeNext;
        },
        () => {},
      );
    },
    of(callerId, what) {
      const { used, endsAt } = counterOf(`${what} ${callerId}`);
      return { used, endsInMs: endsAt - performance.now() };
    },
  };
}

/** Counts in Redis, under a hash of the caller, and resolves to what all processes have counted. */
function sharedCount(redis: Redis) {
  const limiter = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: 'outbound:spent',
    points: Number.MAX_SAFE_INTEGER,
    duration: MINUTE_MS / 1000,
    rejectIfRedisNotReady: true,
  });
  return (callerId: string, what: Spendable, amount: number) =>
    limiter.consume(`${what}:${createHash('sha256').update(callerId).digest('base64url')}`, amount);
}
