import { setTimeout as sleep } from 'node:timers/promises';
import { handleWhen, retry } from 'cockatiel';
import type { Layer, UpstreamRequest, UpstreamService } from './request.ts';
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

/**
 * Repeats what LivePerson's retry policy allows to repeat: reads, and other requests only when they surely were not
 * carried out. A wait that would pass the request's deadline is not begun: the failure is reported at once. Another
 * service's failure (a token that could not be fetched) was repeated where it arose, and is not repeated here.
 */
export function withRetry(service: UpstreamService, table: RetryTable): Layer {
  return (next) => (request) => {
    const { signal, deadlineAt } = request.call;
    let attempt = 0;
    let waitMs = 0;
    let failure: unknown;
    const worthwhile = (error: unknown) => {
      if (!(error instanceof UpstreamError) || error.service !== service) return false;
      const delayMs = retryDelay(table, request, error, attempt);
      if (delayMs === undefined || Date.now() + delayMs >= deadlineAt) return false;
      attempt += 1;
      waitMs = delayMs;
      failure = error;
      return true;
    };
    const policy = retry(handleWhen(worthwhile), { maxAttempts: Number.POSITIVE_INFINITY });
    return policy.execute(async () => {
      // cockatiel's own wait sleeps through an abort; this one does not.
      if (attempt > 0) await sleep(waitMs, undefined, { signal }).catch((aborted) => rethrow(signal, aborted, failure));
      return next(request);
    });
  };
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
