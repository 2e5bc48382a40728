import type { TimeRange } from '../wire-values.ts';

/**
 * Runs work that reads the time that `timeOf` gives. While nothing is known, only the first to come runs at once, and those
 * that read the same time with it; the others wait until something is known, or the first has ended. Waits by `waitFor`,
 * which may throw.
 */
export type Scout = {
  run<T>(timeOf: () => TimeRange, read: () => Promise<T>, waitFor: (known: Promise<void>) => Promise<void>): Promise<T>;
  /** Something is known from now on. */
  setKnown(): void;
};

/** Nothing is known yet. */
export function createScout(): Scout {
  const known = Promise.withResolvers<void>();
  let isKnown = false;
  let first: { readonly time: TimeRange; readonly ended: Promise<void> } | null = null;

  /** Whether it fails or not: the next ones then go at once. */
  const runFirst = async <T>(time: TimeRange, read: () => Promise<T>): Promise<T> => {
    const ended = Promise.withResolvers<void>();
    first = { time, ended: ended.promise };
    try {
      return await read();
    } finally {
      first = null;
      ended.resolve();
    }
  };

  return {
    async run(timeOf, read, waitFor) {
      if (isKnown) return read();
      const time = timeOf();
      if (first === null) return runFirst(time, read);
      const isSame = first.time.startMs === time.startMs && first.time.endMs === time.endMs;
      if (!isSame) await waitFor(Promise.race([known.promise, first.ended]));
      return read();
    },
    setKnown() {
      isKnown = true;
      known.resolve();
    },
  };
}
