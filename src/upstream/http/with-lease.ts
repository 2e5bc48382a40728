import { setTimeout as sleep } from 'node:timers/promises';
import { serviceOf } from '../family.ts';
import type { Layer, UpstreamRequest, UpstreamResponse } from './request.ts';
import { waitFor } from './wait-for.ts';
import type { CacheOptions } from './with-cache.ts';

/** Which process reads an answer that several of them want. */
export type Leases = {
  /** Whether this process may read the answer of this name; no other may for `forMs` milliseconds. True if that is not known. */
  take(name: string, forMs: number): Promise<boolean>;
  /** Lets another process read it now. */
  release(name: string): void;
};

/** Milliseconds between two looks for the answer of another process, and for which it is waited for. */
const LOOK_MS = 100;
const WAIT_MS = 10_000;

/**
 * Has one of several processes make a poll's call, and the others wait for its answer in their cache. One that has waited
 * too long makes the call itself.
 */
export function withLease({ store, freshMs, refreshTimeoutMs }: CacheOptions, leases: Leases): Layer {
  const isFresh = (request: UpstreamRequest, fetchedAt: number) => Date.now() < fetchedAt + freshMs(request, fetchedAt);

  const found = async (request: UpstreamRequest, name: string): Promise<UpstreamResponse | null> => {
    const answer = await store.find(name, ({ fetchedAt }) => isFresh(request, fetchedAt));
    if (answer === undefined || !isFresh(request, answer.fetchedAt)) return null;
    return { status: 200, headers: {}, body: answer.body, fetchedAt: answer.fetchedAt };
  };

  return (next) => async (request) => {
    const { poll, fresh, signal } = request.call;
    if (!poll || fresh || !request.repeatable) return next(request);
    const name = store.nameOf(request);
    const until = Date.now() + WAIT_MS;
    // Not released after an answer, so that a process that polls a moment later finds that instead.
    const forMs = Math.min(refreshTimeoutMs, freshMs(request, Date.now()));
    while (Date.now() < until && !(await leases.take(name, forMs))) {
      const answer = await found(request, name);
      if (answer !== null) return answer;
      await waitFor(sleep(LOOK_MS), serviceOf(request.family), signal, 'unsent');
    }
    return next(request).catch((error) => {
      leases.release(name);
      throw error;
    });
  };
}
