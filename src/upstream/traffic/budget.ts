import { setTimeout as sleep } from 'node:timers/promises';
import { serviceOf } from '../family.ts';
import type { Call } from '../http/request.ts';
import { UpstreamError } from '../http/upstream-error.ts';
import type { Budget } from '../http/with-budget.ts';
import { createFairQueue, type Path } from './fair-queue.ts';
import type { Observer, Subject } from './observer.ts';
import { LANES, type Lane, type Pace } from './pace.ts';

/** What a budget needs besides its pace. */
export type BudgetOptions = {
  readonly subject: Subject;
  readonly observer: Observer;
  /** Maximum milliseconds of a pause after a 429, whatever its `Retry-After` says. Read at each 429. */
  readonly longestPauseMs: () => number;
  /** Maximum calls of one caller that wait at once. Read at each call. */
  readonly waitingPerCaller: () => number;
};

/** The queue is checked at least this often, so that an empty one does not keep the process alive. */
const LONGEST_SLEEP_MS = 1000;

type Waiter = {
  readonly call: Call;
  readonly since: number;
  /** Ends the wait: null for a turn, else the milliseconds until one could come. */
  readonly end: (refusedForMs: number | null) => void;
};

/** A budget that gives the turns of `pace` to waiting calls: to lanes in turn, and to the callers of each in turn. */
export function createBudget(
  pace: Pace,
  { subject, observer, longestPauseMs, waitingPerCaller }: BudgetOptions,
): Budget {
  const queue = createFairQueue<Waiter>();
  let serving = false;
  /** No turn comes before these two, in milliseconds of the monotonic clock. */
  let nextAt = 0;
  let closedUntil = 0;

  const opensInMs = () => Math.max(0, Math.max(nextAt, closedUntil) - performance.now());
  const turnInMs = (path: Path) => Math.ceil(opensInMs() + pace.leastMs(queue.ahead(path)));
  const changed = () => observer.queueLength(subject, queue.length());

  const refuse = (waiter: Waiter) => {
    const path = pathOf(waiter.call);
    if (!queue.remove(path, waiter)) return;
    changed();
    waiter.end(Math.max(turnInMs(path), waiter.call.deadlineAt - Date.now(), 1));
  };
  const refuseLate = () => {
    const openAt = Date.now() + opensInMs();
    for (const waiter of queue.items()) if (waiter.call.deadlineAt <= openAt) refuse(waiter);
  };

  const serve = async () => {
    if (serving) return;
    serving = true;
    while (queue.length() > 0) {
      const taken = opensInMs() || pace.take(LANES.filter((lane) => queue.lengthOf([lane]) > 0));
      // A pace of this process alone gives its turns at once, without a promise.
      const turn = taken instanceof Promise ? await taken : taken;
      if (turn === 0 || typeof turn === 'string') {
        // The budget may have closed during the call to Redis; the turn is then lost.
        const waiter = closedUntil > performance.now() ? undefined : queue.shift(turn || undefined);
        if (waiter !== undefined) {
          changed();
          observer.budgetWait(subject, performance.now() - waiter.since);
          waiter.end(null);
        }
      } else {
        nextAt = performance.now() + turn;
        refuseLate();
        if (queue.length() > 0) await sleep(Math.min(Math.ceil(turn), LONGEST_SLEEP_MS));
      }
    }
    serving = false;
  };

  return {
    turn(call) {
      const { signal } = call;
      const path = pathOf(call);
      if (signal.aborted) return Promise.reject(signal.reason);
      const waitMs = turnInMs(path);
      const leftMs = call.deadlineAt - Date.now();
      if (waitMs >= leftMs) return Promise.resolve(Math.max(waitMs, leftMs, 1));
      if (queue.lengthOf(path.slice(0, 2)) >= waitingPerCaller())
        return Promise.reject(tooMany(subject, waitingPerCaller(), waitMs));
      return new Promise((resolve, reject) => {
        const leave = () => {
          if (signal.reason?.name === 'TimeoutError') return refuse(waiter);
          if (queue.remove(path, waiter)) changed();
          reject(signal.reason);
        };
        const end = (refusedForMs: number | null) => {
          signal.removeEventListener('abort', leave);
          resolve(refusedForMs);
        };
        const waiter: Waiter = { call, since: performance.now(), end };
        signal.addEventListener('abort', leave, { once: true });
        queue.push(path, waiter);
        changed();
        void serve();
      });
    },
    close(ms) {
      closedUntil = Math.max(closedUntil, performance.now() + Math.min(ms, longestPauseMs()));
      pace.hold(closedUntil - performance.now());
      refuseLate();
    },
  };
}

/**
 * Bulk work has a lane of its own. A caller that cannot be told from others counts as one caller per request; calls of
 * nobody count as one.
 */
function pathOf({ bulk, client = '', caller = client }: Call): Path {
  const lane: Lane = bulk === undefined ? 'prompt' : 'bulk';
  return [lane, caller, client];
}

function tooMany({ family }: Subject, maximum: number, retryAfterMs: number): UpstreamError {
  const sentence = `was not called, because the caller has ${maximum} calls that wait for a turn, which is the limit`;
  return new UpstreamError('UPSTREAM_RATE_LIMITED', serviceOf(family), sentence, { delivery: 'unsent', retryAfterMs });
}
