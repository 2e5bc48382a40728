import { setTimeout as sleep } from 'node:timers/promises';
import { type Family, serviceOf } from '../family.ts';
import type { Layer, UpstreamRequest } from './request.ts';
import { UpstreamError } from './upstream-error.ts';

/** Milliseconds to wait before each retry, by kind of failure; an empty list means no retry. */
export type RetryTable = {
  /** After 429, unless `Retry-After` is longer. */
  readonly rateLimitedMs: readonly number[];
  /** After 5xx. */
  readonly unavailableMs: readonly number[];
  /** After a connection was refused, reset or broken. */
  readonly unreachableMs: readonly number[];
};

/** Bounds the retries of many requests together. */
export type RetryBudget = {
  /** Counts a request. Called before its first attempt. */
  count(family: Family): void;
  /** Takes one retry; false if none is left for now. */
  take(family: Family): boolean;
};

/** How retries are spread and bounded. */
export type RetryBounds = {
  /**
   * The share by which a wait is lengthened at most, at random, so that requests that failed together do not return
   * together.
   */
  readonly jitter: number;
  readonly budget: RetryBudget;
};

const UNBOUNDED: RetryBounds = { jitter: 0, budget: { count() {}, take: () => true } };

/**
 * Retries as LivePerson's retry policy allows: reads, and other requests only if they certainly were not carried out.
 * The policy's waits are minimums, so jitter only adds to them. Throws the failure at once if the wait would pass the
 * request's deadline, or if the retry budget is spent. Does not retry refusals by the gateway (breaker, rate budget),
 * nor another service's failure, for example to issue a token: that was retried where it arose.
 */
export function withRetry(table: RetryTable, { jitter, budget }: RetryBounds = UNBOUNDED): Layer {
  return (next) => async (request) => {
    const { call, family } = request;
    budget.count(family);
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await next(request);
      } catch (error) {
        const delayMs = retryDelay(table, request, error, attempt);
        // Read each time, because a later waiter may extend the deadline of a shared call.
        const leftMs = call.deadlineAt - Date.now();
        if (delayMs === undefined || delayMs >= leftMs || !budget.take(family)) throw error;
        const waitMs = jittered(delayMs, jitter, leftMs);
        await sleep(waitMs, undefined, { signal: call.signal }).catch((aborted) =>
          rethrow(call.signal, aborted, error),
        );
      }
    }
  };
}

/** A random wait from `delayMs` up to `jitter` more, as far as the deadline allows. */
function jittered(delayMs: number, jitter: number, leftMs: number): number {
  const longestMs = Math.min(delayMs * (1 + jitter), leftMs - 1);
  return delayMs + Math.max(0, longestMs - delayMs) * Math.random();
}

/** Throws the failure if the deadline ended the wait, and the abort if the caller left. */
function rethrow(signal: AbortSignal, aborted: unknown, failure: unknown): never {
  throw signal.reason?.name === 'TimeoutError' ? failure : aborted;
}

/** Undefined if the request must not be sent again after this error. */
function retryDelay(
  table: RetryTable,
  { family, repeatable }: UpstreamRequest,
  error: unknown,
  attempt: number,
): number | undefined {
  if (!(error instanceof UpstreamError) || error.service !== serviceOf(family)) return undefined;
  const { delivery, retry, retryAfterMs = 0 } = error.details;
  if (retry == null || (!repeatable && delivery === 'unknown')) return undefined;
  const delayMs = table[retry][attempt];
  return delayMs === undefined ? undefined : Math.max(delayMs, retryAfterMs);
}
