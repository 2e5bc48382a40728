import type { Family } from '../family.ts';
import type { Layer, UpstreamRequest } from './request.ts';

/** Called when an attempt ends, with its outcome (see `withObserver`) and duration in milliseconds. */
export type OnAttempt = (family: Family, outcome: string, durationMs: number) => void;

/**
 * Times each attempt, from the request to the end of the answer's body, without waits, retries or tokens. The outcome
 * is the HTTP status; without an answer `TIMEOUT` (the attempt's or the request's), `ABORTED` (the client left) or a
 * network error code, for example `ECONNREFUSED`; else `OTHER`, to bound the number of outcomes. The call's own
 * observer is called, too, and may add headers, which are not signed.
 */
export function withObserver(onAttempt: OnAttempt): Layer {
  return (next) => async (request) => {
    const begunAt = performance.now();
    const own = request.call.observer?.attempt(request);
    let outcome = 'OTHER';
    try {
      const response = await next(own ? { ...request, headers: { ...request.headers, ...own.headers } } : request);
      outcome = String(response.status);
      return response;
    } catch (error) {
      outcome = failureOutcome(request, error);
      throw error;
    } finally {
      own?.end(outcome);
      onAttempt(request.family, outcome, performance.now() - begunAt);
    }
  };
}

function failureOutcome({ call }: UpstreamRequest, error: unknown): string {
  if (call.signal.aborted) return call.signal.reason?.name === 'TimeoutError' ? 'TIMEOUT' : 'ABORTED';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^[A-Z_]{3,40}$/.test(code) ? code : 'OTHER';
}
