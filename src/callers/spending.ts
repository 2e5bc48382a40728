import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { RateLimiterRedis } from 'rate-limiter-flexible';

/** What a caller uses up: requests, the cost of operations in points, upstream calls, and requests that bypass the cache. */
export type Spendable = 'requests' | 'cost' | 'upstreamCalls' | 'freshReads';

/** What one caller has used of something in the current minute. */
type Spent = { readonly used: number; readonly endsInMs: number };

/** Counts what one caller uses per minute; each minute begins with the first use. */
type CallerSpending = {
  /** Returns at once. Other processes on the same Redis see it a moment later. */
  add(what: Spendable, amount: number): void;
  spent(what: Spendable): Spent;
};

/** Counts what callers use. */
export type Spending = {
  of(callerId: string): CallerSpending;
};

const MINUTE_MS = 60_000;

/** Callers in memory. Beyond them the least recently seen are dropped, which gives them a new minute. */
const MAX_CALLERS = 10_000;

type Counter = { used: number; endsAt: number };

/**
 * The counters of this process; with `redis`, those of all processes on it. They never wait for Redis, so a caller may
 * use a little more than its quota from several processes at once. While Redis is down each process counts for itself.
 */
export function createSpending(redis: Redis | null): Spending {
  // Created on first use, because it allocates its memory at once.
  let callers: LRUCache<string, CallerSpending> | undefined;
  const shared = redis && sharedCount(redis);
  return {
    of(callerId) {
      callers ??= new LRUCache({ max: MAX_CALLERS });
      const known = callers.get(callerId);
      if (known !== undefined) return known;
      const caller = createCallerSpending(callerId, shared);
      callers.set(callerId, caller);
      return caller;
    },
  };
}

function createCallerSpending(callerId: string, shared: ReturnType<typeof sharedCount> | null): CallerSpending {
  const counters: Partial<Record<Spendable, Counter>> = {};
  const counterOf = (what: Spendable): Counter => {
    const known = counters[what];
    const now = performance.now();
    if (known !== undefined && now < known.endsAt) return known;
    const counter = { used: 0, endsAt: now + MINUTE_MS };
    counters[what] = counter;
    return counter;
  };
  return {
    add(what, amount) {
      const counter = counterOf(what);
      counter.used += amount;
      shared?.(callerId, what, amount).then(
        ({ consumedPoints, msBeforeNext }) => {
          counter.used = Math.max(counter.used, consumedPoints);
          counter.endsAt = performance.now() + msBeforeNext;
        },
        () => {},
      );
    },
    spent(what) {
      const { used, endsAt } = counterOf(what);
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
