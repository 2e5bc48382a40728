import { setTimeout as sleep } from 'node:timers/promises';
import type { Call } from '../http/request.ts';
import type { Budget } from '../http/with-budget.ts';
import { createFairQueue } from './fair-queue.ts';
import type { Observer, Subject } from './observer.ts';
import type { Pace } from './pace.ts';

/** What a budget is told beside its pace. */
export type BudgetOptions = {
  readonly subject: Subject;
  readonly observer: Observer;
  /** Milliseconds that a 429 closes the tap for at the most, whatever its `Retry-After` says; asked at each. */
  readonly longestPauseMs: () => number;
};

/** After so long a pause it is looked whether anybody still waits, so that nothing keeps a process from its end. */
const LONGEST_SLEEP_MS = 1000;

type Waiter = {
  readonly call: Call;
  readonly since: number;
  /** Ends the wait: null for a turn, else after how many milliseconds a turn would come. */
  readonly end: (refusedForMs: number | null) => void;
};

/** A budget that gives the turns of `pace` to those who wait, in turn between clients. */
export function createBudget(pace: Pace, { subject, observer, longestPauseMs }: BudgetOptions): Budget {
  const queue = createFairQueue<Waiter>();
  let serving = false;
  /** No turn comes before these two; by the clock that nobody sets. */
  let nextAt = 0;
  let closedUntil = 0;

  const openAfterMs = () => Math.max(0, Math.max(nextAt, closedUntil) - performance.now());
  const turnAfterMs = (client: string) => Math.ceil(openAfterMs() + pace.leastMs(queue.ahead(client)));
  const changed = () => observer.queueLength(subject, queue.length);

  const refuse = (waiter: Waiter) => {
    const client = clientOf(waiter.call);
    if (!queue.remove(client, waiter)) return;
    changed();
    waiter.end(Math.max(turnAfterMs(client), waiter.call.deadlineAt - Date.now(), 1));
  };
  const refuseTheLate = () => {
    const openAt = Date.now() + openAfterMs();
    for (const waiter of queue.items()) if (waiter.call.deadlineAt <= openAt) refuse(waiter);
  };

  const serve = async () => {
    if (serving) return;
    serving = true;
    while (queue.length > 0) {
      const waitMs = openAfterMs() || (await pace.take());
      if (waitMs === 0) {
        // A tap that closed while Redis was asked is closed; the turn is lost.
        const waiter = closedUntil > performance.now() ? undefined : queue.shift();
        if (waiter !== undefined) {
          changed();
          observer.budgetWait(subject, performance.now() - waiter.since);
          waiter.end(null);
        }
      } else {
        nextAt = performance.now() + waitMs;
        refuseTheLate();
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
      const afterMs = turnAfterMs(client);
      const leftMs = call.deadlineAt - Date.now();
      if (afterMs >= leftMs) return Promise.resolve(Math.max(afterMs, leftMs, 1));
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
      refuseTheLate();
    },
  };
}

/** Calls that name no client count as one. */
function clientOf({ client = '' }: Call): string {
  return client;
}
