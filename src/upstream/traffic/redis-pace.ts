import type { Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { consume, EVENNESS, leastMsOf, memoryPace, type Pace, type Rate, rateOf, WINDOW_MS } from './pace.ts';

/** After Redis failed to answer it is not asked for so long. */
const REST_MS = 1000;

/** Longer than the processes need to find Redis again, one after the other, and for their turns of before to pass. */
const SETTLE_MS = 3000;

/**
 * Replaces the library's fixed window by a sliding one: a list of when the last turns were taken, by Redis' clock.
 * ARGV[3] is the number of turns, ARGV[4] the window in seconds. It answers as the library expects: a number above
 * ARGV[3] for no, and milliseconds. The same text for every rate, because a connection keeps one script by this name.
 */
const SLIDING_WINDOW = `
local time = redis.call('time')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local window = ARGV[4] * 1000
local last = tonumber(redis.call('lindex', KEYS[1], 0))
if last and last > now then
  redis.call('del', KEYS[1])
  last = nil
end
local oldest = tonumber(redis.call('lindex', KEYS[1], ARGV[3] - 1))
local wait = redis.call('pttl', KEYS[1] .. ':shut')
if last then wait = math.max(wait, last + ${EVENNESS} * window / ARGV[3] - now) end
if oldest then wait = math.max(wait, oldest + window - now) end
if wait > 0 then return { ARGV[3] + 1, math.ceil(wait) } end
redis.call('lpush', KEYS[1], now)
redis.call('ltrim', KEYS[1], 0, ARGV[3] - 1)
redis.call('pexpire', KEYS[1], math.ceil(window))
return { 1, math.ceil(window) }`;

/** What processes that share a budget must agree on. */
export type SharedPaceOptions = {
  readonly redis: Redis;
  /** Names the budget; the same in all processes. */
  readonly key: string;
  readonly perSecond: number;
  /** Between so many processes the budget is divided while Redis is away. */
  readonly processes: number;
};

/** A pace whose figures can be changed. */
export type RedisPace = Pace & {
  /** From now on these figures hold; the turns that were taken, here and elsewhere, count. */
  adjust(perSecond: number, processes: number): void;
};

/**
 * A pace that all processes on one Redis keep together. When Redis fails, nothing goes out for a window, so that what
 * all processes sent before has passed; then each goes on with its share. When Redis is back, the share is kept for a
 * while on top, until the other processes have surely found it, too.
 */
export function redisPace({ redis, key, perSecond, processes }: SharedPaceOptions): RedisPace {
  let rate = rateOf(perSecond);
  const share = memoryPace(rateOf(perSecond, processes));
  let limiter = createLimiter(redis, rate);
  let away = false;
  let askAt = 0;
  let quietUntil = 0;
  let settledAt = 0;

  const ask = async (): Promise<number | null> => {
    if (performance.now() < askAt) return null;
    const waitMs = await consume(limiter, key);
    const now = performance.now();
    if (waitMs === null) {
      if (!away && now >= settledAt) quietUntil = now + WINDOW_MS;
      // While there is no connection, asking costs nothing, and it may be back any moment.
      if (redis.status === 'ready') askAt = now + REST_MS;
    } else if (away) {
      settledAt = now + SETTLE_MS;
    }
    away = waitMs === null;
    return waitMs;
  };

  return {
    async take() {
      const now = performance.now();
      if (now < quietUntil) return quietUntil - now;
      const byShare = away || now < settledAt;
      const shareMs = byShare ? await share.waitMs() : 0;
      if (shareMs > 0) return shareMs;
      const sharedMs = await ask();
      if (sharedMs === null && !byShare) return Math.max(1, quietUntil - performance.now());
      if (sharedMs !== null && sharedMs > 0) return sharedMs;
      return byShare ? share.take() : 0;
    },
    leastMs: (count) => (away ? share.leastMs(count) : leastMsOf(rate, count)),
    hold(ms) {
      // Other processes that do not hear of it meet their own 429.
      redis.set(`${limiter.getKey(key)}:shut`, 1, 'PX', Math.ceil(ms)).catch(() => {});
    },
    adjust(nextPerSecond, nextProcesses) {
      rate = rateOf(nextPerSecond);
      share.adjust(rateOf(nextPerSecond, nextProcesses));
      // An answer under way is read by the figures that it was asked with.
      limiter = createLimiter(redis, rate);
    },
  };
}

function createLimiter(redis: Redis, { turns, windowMs }: Rate): RateLimiterRedis {
  return new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: 'lp-outbound:budget',
    points: turns,
    duration: windowMs / 1000,
    customIncrTtlLuaScript: SLIDING_WINDOW,
    rejectIfRedisNotReady: true,
  });
}
