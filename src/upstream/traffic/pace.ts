import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** At most `turns` in any window of `windowMs` milliseconds. */
export type Rate = { readonly turns: number; readonly windowMs: number };

/** Decides when turns come. Only one caller at a time may use it. */
export type Pace = {
  /** Takes a turn: 0 if it may be used now, else the milliseconds after which to try again. Never throws. */
  take(): Promise<number>;
  /** The minimum milliseconds that `count` turns take. */
  leastMs(count: number): number;
  /** Tells other processes, if any, that there are no turns for `ms` milliseconds. */
  hold(ms: number): void;
};

/**
 * Upstreams count a sliding second by the time of arrival. The window is 40 ms longer, because one request may take
 * longer to arrive than another. That leaves 9.6 of 10 requests a second.
 */
export const WINDOW_MS = 1040;

/** The minimum distance of turns, as a share of the even distance. The rest lets a process that was busy catch up. */
export const EVENNESS = 0.95;

/**
 * The first round of turns after a pause lasts this much longer, because connections are new and the process may be
 * busy.
 */
const COLD = 1.15;

/** Timers cannot keep shorter distances, so they are not kept. */
const LEAST_GAP_MS = 2;

/** The rate of one of `processes` that divide `perSecond` requests a second between them. */
export function rateOf(perSecond: number, processes = 1): Rate {
  const share = perSecond / processes;
  return share >= 1
    ? { turns: Math.floor(share), windowMs: WINDOW_MS }
    : { turns: 1, windowMs: Math.ceil(WINDOW_MS / share) };
}

/** The minimum milliseconds between two turns of `rate`. */
function gapOf({ turns, windowMs }: Rate): number {
  const gapMs = (EVENNESS * windowMs) / turns;
  return gapMs < LEAST_GAP_MS ? 0 : gapMs;
}

/** The minimum milliseconds that `count` turns of `rate` take. */
export function leastMsOf(rate: Rate, count: number): number {
  return Math.max(count * gapOf(rate), Math.floor(count / rate.turns) * rate.windowMs);
}

/** A pace that can be read without taking a turn. */
export type MemoryPace = Pace & {
  /** 0 if `take` would give a turn, else the milliseconds after which to try again. */
  waitMs(): Promise<number>;
  /** Applies `rate` from now on. Turns already taken count. */
  adjust(rate: Rate): void;
};

/** A pace for this process alone. */
export function memoryPace(initial: Rate): MemoryPace {
  let rate = initial;
  let pace = steadyPace(rate, []);
  return {
    waitMs: () => pace.waitMs(),
    async take() {
      const current = pace;
      const ms = await current.take();
      // If the rate has changed meanwhile, the turn is lost.
      return current === pace ? ms : Math.max(1, ms);
    },
    leastMs: (count) => leastMsOf(rate, count),
    hold() {},
    adjust(next) {
      if (next.turns === rate.turns && next.windowMs === rate.windowMs) return;
      rate = next;
      pace = steadyPace(rate, pace.taken());
    },
  };
}

/** A pace of one rate. `taken` lists when its last turns were taken: oldest first, by the monotonic clock. */
type SteadyPace = Pick<MemoryPace, 'take' | 'waitMs'> & { taken(): readonly number[] };

/**
 * The library's limiter counts fixed windows, which allow twice the limit around a boundary. So each of the rate's
 * turns is a limiter key of its own, with one use per window, and the keys are used in rotation, which is an exact
 * sliding window. The turns already `taken` use up the first keys.
 */
function steadyPace(rate: Rate, taken: readonly number[]): SteadyPace {
  const gapMs = gapOf(rate);
  const turns = new RateLimiterMemory({ keyPrefix: 'turn', points: 1, duration: rate.windowMs / 1000 });
  const gap = new RateLimiterMemory({ keyPrefix: 'gap', points: 1, duration: gapMs / 1000 });
  /** When each key was last used. */
  const takenAt = taken.slice(-rate.turns);
  let next = takenAt.length % rate.turns;
  let lastAt = Number.NEGATIVE_INFINITY;
  let cold = 0;
  const before = useUp(turns, takenAt, COLD * rate.windowMs).then(() => useUp(gap, takenAt.slice(-1), gapMs));
  const waitMs = async () => {
    await before;
    return Math.max(await busyMs(turns, next), gapMs > 0 ? await busyMs(gap, 0) : 0);
  };
  return {
    waitMs,
    async take() {
      const ms = await waitMs();
      if (ms > 0) return ms;
      const now = performance.now();
      cold = now - lastAt > rate.windowMs ? rate.turns : Math.max(0, cold - 1);
      lastAt = now;
      takenAt[next] = now;
      await consume(turns, next, cold > 0 ? (COLD * rate.windowMs) / 1000 : undefined);
      if (gapMs > 0) await consume(gap, 0);
      next = (next + 1) % rate.turns;
      return 0;
    },
    taken: () => (takenAt.length < rate.turns ? takenAt : [...takenAt.slice(next), ...takenAt.slice(0, next)]),
  };
}

/** Uses up one key for each of the instants, until `ms` after it, unless that time has passed. */
async function useUp(limiter: RateLimiterMemory, instants: readonly number[], ms: number): Promise<void> {
  const now = performance.now();
  for (const [key, at] of instants.entries()) if (at + ms > now) await consume(limiter, key, (at + ms - now) / 1000);
}

/**
 * Uses `key` up for `seconds`, or the limiter's own duration. Returns 0, the milliseconds after which to try again, or
 * null if the limiter failed.
 */
export async function consume(
  limiter: RateLimiterAbstract,
  key: string | number,
  seconds?: number,
): Promise<number | null> {
  try {
    await limiter.consume(key, 1, seconds === undefined ? {} : { customDuration: seconds });
    return 0;
  } catch (refusal) {
    return refusal instanceof RateLimiterRes ? Math.max(1, refusal.msBeforeNext) : null;
  }
}

/** Milliseconds until `key` can be used again. */
async function busyMs(limiter: RateLimiterMemory, key: number): Promise<number> {
  const used = await limiter.get(key);
  return Math.max(0, used?.msBeforeNext ?? 0);
}
