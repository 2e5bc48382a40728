import type { Delivery, UpstreamErrorCode } from './upstream-error.ts';
import type { RetryTable } from './with-retry.ts';

/** What follows from a failed attempt: one row of the table. */
export type Failure = {
  readonly code: UpstreamErrorCode;
  readonly delivery: Delivery;
  /** The waits that apply before the request is sent again; null if it is not. */
  readonly retry: keyof RetryTable | null;
  /** How the breaker counts it: any answer of an upstream that is up is a success. */
  readonly breaker: 'success' | 'failure';
};

/** Failures without a usable answer. */
export const FAILURES = {
  /** The connection failed before any byte of the request was written. */
  unconnected: { code: 'UPSTREAM_UNREACHABLE', delivery: 'unsent', retry: 'unreachableMs', breaker: 'failure' },
  /** The connection broke afterwards. */
  broken: { code: 'UPSTREAM_UNREACHABLE', delivery: 'unknown', retry: 'unreachableMs', breaker: 'failure' },
  /** The attempt's time or the request's deadline ended it. */
  timedOut: { code: 'UPSTREAM_TIMEOUT', delivery: 'unknown', retry: null, breaker: 'failure' },
  /** The answer is not HTTP, or is too large. */
  unreadable: { code: 'UPSTREAM_MALFORMED', delivery: 'unknown', retry: null, breaker: 'success' },
  /** A 2xx answer whose JSON reports a failure. */
  reported: { code: 'UPSTREAM_REJECTED', delivery: 'answered', retry: null, breaker: 'success' },
} as const satisfies Record<string, Failure>;

/**
 * The statuses that prove that the request was not carried out: RFC 9110 says so (section 15.5; 431: RFC 6585, section
 * 5), and LivePerson documents 400, 401 and 429. No 3xx and no 5xx proves it, nor does a status that a server may send
 * after its work (406, 408, 409) or that stands in no document (499).
 */
const NOT_CARRIED_OUT: ReadonlySet<number> = new Set([
  ...[400, 401, 403, 404, 405, 407, 410, 411, 413, 414, 415, 421, 422, 426, 429, 431],
]);

const CODES: Readonly<Record<number, UpstreamErrorCode>> = {
  401: 'UPSTREAM_UNAUTHORIZED',
  403: 'UPSTREAM_UNAUTHORIZED',
  404: 'UPSTREAM_NOT_FOUND',
  429: 'UPSTREAM_RATE_LIMITED',
};

/** What follows from an answer with a status other than 2xx. */
export function failureOfStatus(status: number): Failure {
  if (status >= 500) {
    return { code: 'UPSTREAM_UNAVAILABLE', delivery: 'unknown', retry: 'unavailableMs', breaker: 'failure' };
  }
  return {
    code: status < 400 ? 'UPSTREAM_MALFORMED' : (CODES[status] ?? 'UPSTREAM_REJECTED'),
    delivery: NOT_CARRIED_OUT.has(status) ? 'answered' : 'unknown',
    retry: status === 429 ? 'rateLimitedMs' : null,
    breaker: 'success',
  };
}
