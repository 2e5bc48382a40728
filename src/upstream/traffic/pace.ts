/** At most `turns` in any window of `windowMs` milliseconds. */
export type Rate = { readonly turns: number; readonly windowMs: number };

/** Calls for which a client waits, and those of bulk work. */
export const LANES = ['prompt', 'bulk'] as const;
/** See `LANES`. */
export type Lane = (typeof LANES)[number];

/** A turn: of a lane, or 0 for whichever is next. If there is none, the milliseconds after which to try again. */
export type Turn = Lane | number;

/** Decides when turns come. Only one caller at a time may use it. */
export type Pace = {
  /** Takes a turn for one of the lanes in which calls wait here. Never throws. */
  take(waiting: readonly Lane[]): Turn | Promise<Turn>;
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
export type MemoryPace = Omit<Pace, 'take'> & {
  take(): number;
  /** 0 if `take` would give a turn, else the milliseconds after which to try again. */
  waitMs(): number;
  /** Applies `rate` from now on. Turns already taken count. */
  adjust(rate: Rate): void;
};

/** A pace for this process alone. */
export function memoryPace(initial: Rate): MemoryPace {
  let rate = initial;
  let pace = steadyPace(rate, []);
  return {
    waitMs: () => pace.waitMs(),
    take: () => pace.take(),
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
 * Uses the rate's turns in rotation, each once per window, which is an exact sliding window. The turns already `taken` use
 * up the first ones.
 */
function steadyPace(rate: Rate, taken: readonly number[]): SteadyPace {
  const gapMs = gapOf(rate);
  /** When each turn of the rotation was last taken, and when it may be taken again. */
  const takenAt = taken.slice(-rate.turns);
  const freeAt = takenAt.map((at) => at + COLD * rate.windowMs);
  let next = takenAt.length % rate.turns;
  let lastAt = takenAt.at(-1) ?? Number.NEGATIVE_INFINITY;
  // A new rate begins as after a pause.
  let cold = rate.turns + 1;
  const waitMs = () => Math.max(0, Math.max(freeAt[next] ?? 0, lastAt + gapMs) - performance.now());
  return {
    waitMs,
    take() {
      const ms = waitMs();
      if (ms > 0) return ms;
      const now = performance.now();
      cold = now - lastAt > rate.windowMs ? rate.turns : Math.max(0, cold - 1);
      lastAt = now;
      takenAt[next] = now;
      freeAt[next] = now + (cold > 0 ? COLD : 1) * rate.windowMs;
      next = (next + 1) % rate.turns;
      return 0;
    },
    taken: () => (takenAt.length < rate.turns ? takenAt : [...takenAt.slice(next), ...takenAt.slice(0, next)]),
  };
}
