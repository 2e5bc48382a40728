import { setTimeout as sleep } from 'node:timers/promises';
import type { Call } from '../http/request.ts';
import type { Budget } from '../http/with-budget.ts';
import { createFairQueue } from './fair-queue.ts';
import type { Observer, Subject } from './observer.ts';
import type { Pace } from './pace.ts';

/** What a budget needs besides its pace. */
export type BudgetOptions = {
  readonly subject: Subject;
  readonly observer: Observer;
  /** Maximum milliseconds of a pause after a 429, whatever its `Retry-After` says. Read at each 429. */
  readonly longestPauseMs: () => number;
};

/** The queue is checked at least this often, so that an empty one does not keep the process alive. */
const LONGEST_SLEEP_MS = 1000;

type Waiter = {
  readonly call: Call;
  readonly since: number;
  /** Ends the wait: null for a turn, else the milliseconds until one could come. */
  readonly end: (refusedForMs: number | null) => void;
};

/** A budget that gives the turns of `pace` to waiting calls, with clients served in turn. */
export function createBudget(pace: Pace, { subject, observer, longestPauseMs }: BudgetOptions): Budget {
  const queue = createFairQueue<Waiter>();
  let serving = false;
  /** No turn comes before these two, in milliseconds of the monotonic clock. */
  let nextAt = 0;
  let closedUntil = 0;

  const opensInMs = () => Math.max(0, Math.max(nextAt, closedUntil) - performance.now());
  const turnInMs = (client: string) => Math.ceil(opensInMs() + pace.leastMs(queue.ahead(client)));
  const changed = () => observer.queueLength(subject, queue.length);

  const refuse = (waiter: Waiter) => {
    const client = clientOf(waiter.call);
    if (!queue.remove(client, waiter)) return;
    changed();
    waiter.end(Math.max(turnInMs(client), waiter.call.deadlineAt - Date.now(), 1));
  };
  const refuseLate = () => {
    const openAt = Date.now() + opensInMs();
    for (const waiter of queue.items()) if (waiter.call.deadlineAt <= openAt) refuse(waiter);
  };

  const serve = async () => {
    if (serving) return;
    serving = true;
    while (queue.length > 0) {
      const waitMs = opensInMs() || (await pace.take());
      if (waitMs === 0) {
        // The budget may have closed during the call to Redis; the turn is then lost.
        const waiter = closedUntil > performance.now() ? undefined : queue.shift();
        if (waiter !== undefined) {
          changed();
          observer.budgetWait(subject, performance.now() - waiter.since);
          waiter.end(null);
        }
      } else {
        nextAt = performance.now() + waitMs;
        refuseLate();
        if (queue.length > 0) await sleep(Math.min(Math.ceil(waitMs), LONGEST_SLEEP_MS));
      }
    }
    serving = false;
  };

  return {
    turn(call) {
      const { signal } = call;
      const client = clientOf(call);
      if (signal.aborted) return Promise.reject(signal.reason);
      const waitMs = turnInMs(client);
      const leftMs = call.deadlineAt - Date.now();
      if (waitMs >= leftMs) return Promise.resolve(Math.max(waitMs, leftMs, 1));
      return new Promise((resolve, reject) => {
        const leave = () => {
          if (signal.reason?.name === 'TimeoutError') return refuse(waiter);
          if (queue.remove(client, waiter)) changed();
          reject(signal.reason);
        };
        const end = (refusedForMs: number | null) => {
          signal.removeEventListener('abort', leave);
          resolve(refusedForMs);
        };
        const waiter: Waiter = { call, since: performance.now(), end };
        signal.addEventListener('abort', leave, { once: true });
        queue.push(client, waiter);
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

/** Calls without a client count as one client. */
function clientOf({ client = '' }: Call): string {
  return client;
}
