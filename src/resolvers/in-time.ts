import { setTimeout as sleep } from 'node:timers/promises';

/** What is left of a request's time for the rest of its answer. */
const SPARE = { share: 0.1, mostMs: 1000 };

/**
 * The steps of a walk until little time is left before a deadline in epoch milliseconds. Waits for a step even then while
 * `mayEnd` says no. What the last step was waiting for goes on.
 */
export async function* inTime<T>(walk: AsyncIterator<T>, deadlineAt: number, mayEnd: () => boolean): AsyncGenerator<T> {
  const ended = new AbortController();
  const timeIsUp = almost(deadlineAt, ended.signal);
  try {
    for (;;) {
      const step = await (mayEnd() ? Promise.race([walk.next(), timeIsUp]) : walk.next());
      if (step === null || step.done) return;
      yield step.value;
    }
  } finally {
    ended.abort();
  }
}

/** Null shortly before a deadline. Rejects when the signal aborts. */
function almost(deadlineAt: number, signal: AbortSignal): Promise<null> {
  const leftMs = deadlineAt - Date.now();
  const waitMs = leftMs - Math.min(SPARE.mostMs, SPARE.share * leftMs);
  const spent = sleep(Math.max(0, waitMs), null, { ref: false, signal });
  // Nobody waits any more.
  spent.catch(() => undefined);
  return spent;
}
