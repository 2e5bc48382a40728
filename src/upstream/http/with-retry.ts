import { setTimeout as sleep } from 'node:timers/promises';
import { handleWhen, retry } from 'cockatiel';
import { type Family, serviceOf } from '../family.ts';
import type { Layer, UpstreamRequest } from './request.ts';
import { UpstreamError } from './upstream-error.ts';

/** Milliseconds to wait before each further attempt, per kind of failure; an empty list means no retry. */
export type RetryTable = {
  /** After 429; a longer `Retry-After` is obeyed. */
  readonly rateLimitedMs: readonly number[];
  /** After 5xx. */
  readonly unavailableMs: readonly number[];
  /** After a connection that was refused, reset or cut off. */
  readonly unreachableMs: readonly number[];
};

/** What bounds the retries of many requests together. */
export type RetryBudget = {
  /** Counts a request, before its first attempt. */
  count(family: Family): void;
  /** Takes one retry; false when there is none left for now. */
  take(family: Family): boolean;
};

/** What retries are spread and bounded by. */
export type RetryBounds = {
  /** Waits are lengthened by up to this share of themselves, at random, so that what failed together does not come back together. */
  readonly jitter: number;
  readonly budget: RetryBudget;
};

const UNBOUNDED: RetryBounds = { jitter: 0, budget: { count() {}, take: () => true } };

/**
 * Repeats what LivePerson's retry policy allows to repeat: reads, and other requests only when they surely were not
 * carried out. The policy's waits are minima, so jitter only adds to them. A wait that would pass the request's deadline
 * is not begun, nor one that the retry budget does not allow: the failure is reported at once. So is a refusal of the
 * gateway's own (breaker, rate budget): it was made because waiting is of no use. Another service's failure (a token
 * that could not be fetched) was repeated where it arose, and is not repeated here.
 */
export function withRetry(table: RetryTable, bounds: RetryBounds = UNBOUNDED): Layer {
  return (next) => (request) => {
    const { call } = request;
    let attempt = 0;
    let waitMs = 0;
    let failure: unknown;
    const worthwhile = (error: unknown) => {
      if (!(error instanceof UpstreamError) || error.service !== serviceOf(request.family) || isOwnRefusal(error))
        return false;
      const delayMs = retryDelay(table, request, error, attempt);
      // Read anew each time: a shared call gains time when a later waiter has more.
      const leftMs = call.deadlineAt - Date.now();
      if (delayMs === undefined || delayMs >= leftMs || !bounds.budget.take(request.family)) return false;
      attempt += 1;
      waitMs = jittered(delayMs, bounds.jitter, leftMs);
      failure = error;
      return true;
    };
    bounds.budget.count(request.family);
    const policy = retry(handleWhen(worthwhile), { maxAttempts: Number.POSITIVE_INFINITY });
    return policy.execute(async () => {
      // cockatiel's own wait sleeps through an abort; this one does not.
      if (attempt > 0)
        await sleep(waitMs, undefined, { signal: call.signal }).catch((aborted) =>
          rethrow(call.signal, aborted, failure),
        );
      return next(request);
    });
  };
}

/** An upstream's refusal has an answer; one that was never sent is the breaker's or the budget's. */
function isOwnRefusal({ code, details }: UpstreamError): boolean {
  return details.delivery === 'unsent' && (code === 'UPSTREAM_UNAVAILABLE' || code === 'UPSTREAM_RATE_LIMITED');
}

/** From `delayMs` to so much more, drawn evenly from what the deadline leaves of that. */
function jittered(delayMs: number, jitter: number, leftMs: number): number {
  const longestMs = Math.min(delayMs * (1 + jitter), leftMs - 1);
  return delayMs + Math.max(0, longestMs - delayMs) * Math.random();
}

/** A wait that the deadline ended, by a hair, ends with the failure that was to be repeated; a caller's abort as it is. */
function rethrow(signal: AbortSignal, aborted: unknown, failure: unknown): never {
  throw signal.reason?.name === 'TimeoutError' ? failure : aborted;
}

function retryDelay(
  table: RetryTable,
  request: UpstreamRequest,
  error: UpstreamError,
  attempt: number,
): number | undefined {
  const { delivery, retryAfterMs = 0 } = error.details;
  const rateLimited = error.code === 'UPSTREAM_RATE_LIMITED';
  if (!request.repeatable && !rateLimited && delivery !== 'unsent') return undefined;
  const delayMs = delaysAfter(table, error)[attempt];
  return delayMs === undefined ? undefined : Math.max(delayMs, retryAfterMs);
}

function delaysAfter(table: RetryTable, { code }: UpstreamError): readonly number[] {
  if (code === 'UPSTREAM_RATE_LIMITED') return table.rateLimitedMs;
  if (code === 'UPSTREAM_UNAVAILABLE') return table.unavailableMs;
  return code === 'UPSTREAM_UNREACHABLE' ? table.unreachableMs : [];
}
