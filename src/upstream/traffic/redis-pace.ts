import type { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import {
  EVENNESS,
  LANES,
  type Lane,
  leastMsOf,
  memoryPace,
  type Pace,
  type Rate,
  rateOf,
  type Turn,
  WINDOW_MS,
} from './pace.ts';

/** After Redis fails to answer, it is not called for this long. */
const REST_MS = 1000;

/** Long enough for all processes to find Redis again, and for the turns taken without it to pass. */
const SETTLE_MS = 3000;

/** What the script is asked for, as the library's points: the lanes that wait here. It says the index of one in `LANES`. */
const POINTS: Readonly<Record<Lane, number>> = { prompt: 1, bulk: 2 };

/**
 * Replaces the library's fixed window with a sliding one: a list of when the last turns were taken, by the clock of Redis.
 * Half a millisecond less marks a turn of bulk work; a turn that is ahead of the clock means that the clock went back. While
 * calls of both lanes wait, in whichever processes, the lanes take turns: a process that waits says so for each of its lanes.
 * ARGV[1] has the points of these lanes, ARGV[3] the number of turns, ARGV[4] the window in seconds. It returns what the
 * library expects: a number, above ARGV[3] for no turn, and milliseconds. The text is the same for every rate, because a
 * connection has one script of this name.
 */
const SLIDING_WINDOW = `
local time = redis.call('time')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local window = ARGV[4] * 1000
local gap = ${EVENNESS} * window / ARGV[3]
local last = tonumber(redis.call('lindex', KEYS[1], 0))
if last and last > now then
  redis.call('del', KEYS[1], KEYS[1] .. ':prompt', KEYS[1] .. ':bulk')
  last = nil
end
local oldest = tonumber(redis.call('lindex', KEYS[1], ARGV[3] - 1))
local wait = redis.call('pttl', KEYS[1] .. ':shut')
if last then wait = math.max(wait, math.ceil(last) + gap - now) end
if oldest then wait = math.max(wait, math.ceil(oldest) + window - now) end
local lanes = { ${LANES.map((lane) => `'${lane}'`)} }
local here = { ARGV[1] % 2 == 1, ARGV[1] >= '2' }
local before = last and (last % 1 == 0 and 1 or 2) or 2
local lane = 3 - before
if not here[lane] then
  if wait <= 0 then wait = math.min(gap, redis.call('pttl', KEYS[1] .. ':' .. lanes[lane])) end
  lane = before
end
if wait > 0 then
  for index, name in ipairs(lanes) do
    if here[index] then redis.call('set', KEYS[1] .. ':' .. name, 1, 'px', math.ceil(wait + gap)) end
  end
  return { ARGV[3] + 1, math.ceil(wait) }
end
redis.call('del', KEYS[1] .. ':' .. lanes[lane])
redis.call('lpush', KEYS[1], now - (lane - 1) / 2)
redis.call('ltrim', KEYS[1], 0, ARGV[3] - 1)
redis.call('pexpire', KEYS[1], math.ceil(2 * window))
return { lane - 1, math.ceil(window) }`;

/** What processes that share a budget must agree on. */
export type SharedPaceOptions = {
  readonly redis: Redis;
  /** Names the budget; the same in all processes. */
  readonly key: string;
  readonly perSecond: number;
  /** The number of processes that divide the budget while Redis is down. */
  readonly processes: number;
};

/** A pace whose rate can be changed. */
export type RedisPace = Pace & {
  /** Applies a new rate from now on. Turns already taken, by any process, count. */
  adjust(perSecond: number, processes: number): void;
};

/**
 * A pace that all processes on one Redis share. When Redis fails, there are no turns for one window, so that the turns
 * of all processes pass; then each process keeps to its share. When Redis is back, each keeps to both for a while,
 * until the other processes have found Redis, too.
 */
export function redisPace({ redis, key, perSecond, processes }: SharedPaceOptions): RedisPace {
  let rate = rateOf(perSecond);
  const share = memoryPace(rateOf(perSecond, processes));
  let limiter = createLimiter(redis, rate);
  let down = false;
  let retryAt = 0;
  let quietUntil = 0;
  let settledAt = 0;

  const takeShared = async (waiting: readonly Lane[]): Promise<Turn | null> => {
    if (performance.now() < retryAt) return null;
    const turn = await consume(limiter, key, waiting);
    const now = performance.now();
    if (turn === null) {
      if (!down && now >= settledAt) quietUntil = now + WINDOW_MS;
      // Without a connection a call costs nothing, so Redis is tried at every turn.
      if (redis.status === 'ready') retryAt = now + REST_MS;
    } else if (down) {
      settledAt = now + SETTLE_MS;
    }
    down = turn === null;
    return turn;
  };

  return {
    async take(waiting) {
      const now = performance.now();
      if (now < quietUntil) return quietUntil - now;
      const byShare = down || now < settledAt;
      const shareMs = byShare ? share.waitMs() : 0;
      if (shareMs > 0) return shareMs;
      const turn = await takeShared(waiting);
      if (turn === null && !byShare) return Math.max(1, quietUntil - performance.now());
      if (typeof turn === 'number') return turn;
      return (byShare && share.take()) || (turn ?? 0);
    },
    leastMs: (count) => (down ? share.leastMs(count) : leastMsOf(rate, count)),
    hold(ms) {
      // If this fails, other processes get a 429 of their own.
      redis.set(`${limiter.getKey(key)}:shut`, 1, 'PX', Math.ceil(ms)).catch(() => {});
    },
    adjust(nextPerSecond, nextProcesses) {
      rate = rateOf(nextPerSecond);
      share.adjust(rateOf(nextPerSecond, nextProcesses));
      // A new limiter, so that a call in flight still ends with the rate that it started with.
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

/** Takes a turn: its lane, the milliseconds after which to try again, or null if Redis failed. */
async function consume(limiter: RateLimiterRedis, key: string, waiting: readonly Lane[]): Promise<Turn | null> {
  try {
    const points = waiting.reduce((sum, lane) => sum + POINTS[lane], 0);
    const { consumedPoints } = await limiter.consume(key, points);
    return LANES[consumedPoints] ?? null;
  } catch (refusal) {
    return refusal instanceof RateLimiterRes ? Math.max(1, refusal.msBeforeNext) : null;
  }
}
