import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** At most so many turns in any window of so many milliseconds. */
export type Rate = { readonly turns: number; readonly windowMs: number };

/** When turns come. Asked by one caller at a time. */
export type Pace = {
  /** Takes a turn: 0 when it may be used now, else after how many milliseconds to ask again. Never throws. */
  take(): Promise<number>;
  /** Milliseconds that must pass for `count` turns, at the least. */
  leastMs(count: number): number;
  /** Tells other processes, where there are any, that there are no turns for so many milliseconds. */
  hold(ms: number): void;
};

/**
 * Upstreams count a sliding second by the time of arrival. The window is longer by what one request may take longer to
 * arrive than another; that leaves 9.6 of 10 requests a second.
 */
export const WINDOW_MS = 1040;

/** Turns are at least this part of their even distance apart: what is left makes up for a process that was busy. */
export const EVENNESS = 0.95;

/** After a pause connections are new and the process may be busy with what woke it: the first round of turns lasts longer. */
const COLD = 1.15;

/** A distance that timers cannot keep is not kept. */
const LEAST_GAP_MS = 2;

/** The rate of one of `processes` that share `perSecond` requests a second between them. */
export function rateOf(perSecond: number, processes = 1): Rate {
  const share = perSecond / processes;
  return share >= 1
    ? { turns: Math.floor(share), windowMs: WINDOW_MS }
    : { turns: 1, windowMs: Math.ceil(WINDOW_MS / share) };
}

/** Milliseconds between two turns of `rate`, at the least. */
function gapOf({ turns, windowMs }: Rate): number {
  const gapMs = (EVENNESS * windowMs) / turns;
  return gapMs < LEAST_GAP_MS ? 0 : gapMs;
}

/** Milliseconds that `count` turns of `rate` take, at the least. */
export function leastMsOf(rate: Rate, count: number): number {
  return Math.max(count * gapOf(rate), Math.floor(count / rate.turns) * rate.windowMs);
}

/** A pace that can be looked at without taking a turn. */
export type MemoryPace = Pace & {
  /** 0 when `take` would give a turn, else after how many milliseconds to ask again. */
  waitMs(): Promise<number>;
  /** From now on `rate` holds; the turns that were taken count. */
  adjust(rate: Rate): void;
};

/** A pace of this process alone. */
export function memoryPace(initial: Rate): MemoryPace {
  let rate = initial;
  let pace = steadyPace(rate, []);
  return {
    waitMs: () => pace.waitMs(),
    async take() {
      const asked = pace;
      const ms = await asked.take();
      // A turn of a rate that held until now is lost.
      return asked === pace ? ms : Math.max(1, ms);
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

/** A pace of one rate, which knows when its last turns were taken, the oldest first, by the clock that nobody sets. */
type SteadyPace = Pick<MemoryPace, 'take' | 'waitMs'> & { taken(): readonly number[] };

/**
 * The library's limiter counts fixed windows, which let twice the limit pass around a border; so each of the rate's turns
 * is a limit of its own, one use per window, and they are used round and round: that is the exact sliding window. The
 * turns that were `taken` before it use the first of them.
 */
function steadyPace(rate: Rate, taken: readonly number[]): SteadyPace {
  const gapMs = gapOf(rate);
  const turns = new RateLimiterMemory({ keyPrefix: 'turn', points: 1, duration: rate.windowMs / 1000 });
  const gap = new RateLimiterMemory({ keyPrefix: 'gap', points: 1, duration: gapMs / 1000 });
  /** When each turn was last taken. */
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

/** Uses up one key for each of the instants, for `ms` from then, as far as that is not over. */
async function useUp(limiter: RateLimiterMemory, instants: readonly number[], ms: number): Promise<void> {
  const now = performance.now();
  for (const [key, at] of instants.entries()) if (at + ms > now) await consume(limiter, key, (at + ms - now) / 1000);
}

/** Uses `key` up, for `seconds` or the limiter's own time: 0, or the milliseconds after which to ask again, or null when the limiter could not be asked. */
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

/** Milliseconds for which `key` is used up. */
async function busyMs(limiter: RateLimiterMemory, key: number): Promise<number> {
  const used = await limiter.get(key);
  return Math.max(0, used?.msBeforeNext ?? 0);
}
