import type { Family } from '../family.ts';
import type { Layer, UpstreamRequest } from './request.ts';

/** Told that an attempt ended: an HTTP status, or one of the words of `withObserver`; and how many milliseconds it took. */
export type OnAttempt = (family: Family, outcome: string, durationMs: number) => void;

/**
 * Times each attempt, from the request to the end of the answer's body, without waits, retries or tokens. An attempt
 * without an answer is `TIMEOUT` (its own or the request's), `ABORTED` (the client left), or the code of what the network
 * did, such as `ECONNREFUSED`; anything else is `OTHER`, so that there are only so many outcomes. The call's own observer
 * is told, too, and may add headers: what is signed is signed before.
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
      outcome = failureWord(request, error);
      throw error;
    } finally {
      own?.end(outcome);
      onAttempt(request.family, outcome, performance.now() - begunAt);
    }
  };
}

function failureWord({ call }: UpstreamRequest, error: unknown): string {
  if (call.signal.aborted) return call.signal.reason?.name === 'TimeoutError' ? 'TIMEOUT' : 'ABORTED';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^[A-Z_]{3,40}$/.test(code) ? code : 'OTHER';
}
