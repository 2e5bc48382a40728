import type { UpstreamService } from '../family.ts';
import type { Failure } from './failures.ts';

/** The kinds of upstream failure, as clients see them in `extensions.code`. */
export type UpstreamErrorCode =
  | 'UPSTREAM_UNREACHABLE'
  | 'UPSTREAM_TIMEOUT'
  | 'UPSTREAM_RATE_LIMITED'
  | 'UPSTREAM_UNAUTHORIZED'
  | 'UPSTREAM_NOT_FOUND'
  | 'UPSTREAM_REJECTED'
  | 'UPSTREAM_UNAVAILABLE'
  | 'UPSTREAM_MALFORMED';

/**
 * What is certain about a request: `unsent` never left the gateway, `answered` has an answer that proves that it was not
 * carried out, `unknown` may or may not have been carried out.
 */
export type Delivery = 'unsent' | 'answered' | 'unknown';

/** The details of an upstream failure. They contain nothing of the request or its headers. */
export type UpstreamErrorDetails = {
  readonly delivery: Delivery;
  /** Which waits apply before a retry, and how the breaker counts the attempt; missing for refusals by the gateway. */
  readonly retry?: Failure['retry'];
  readonly breaker?: Failure['breaker'];
  readonly httpStatus?: number;
  /** LivePerson's id of the request, for its support team. */
  readonly requestTraceId?: string;
  /** The upstream's own error code, for example `0` or `40102`. */
  readonly upstreamCode?: string;
  /**
   * The upstream's message, masked and shortened by `upstreamMessage`. For operators, and for clients if
   * `errors.upstreamMessages` is on.
   */
  readonly upstreamMessage?: string;
  /** Milliseconds to wait before the next try, from `Retry-After` or the gateway's own limits. */
  readonly retryAfterMs?: number;
  /** Milliseconds from an attempt's start until the request's deadline ended it; 0 if no attempt had started. */
  readonly cutOffAfterMs?: number;
  /** The path of the missing or invalid value, for example `transactions[3].transactionId`. */
  readonly malformedPath?: string;
};

const SERVICE_NAMES: Record<UpstreamService, string> = {
  OUTBOUND_REPORTING: 'Outbound Reporting',
  OUTBOUND_CONFIGURATION: 'Outbound Configuration',
  LIVE_DEFLECT: 'LiveDeflect',
  SENTINEL: 'Sentinel',
  DOMAIN_API: 'The Domain API',
};

/** A failure of an upstream. Its message and details are safe to log and to show. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  readonly code: UpstreamErrorCode;
  readonly service: UpstreamService;
  readonly details: UpstreamErrorDetails;

  /** `sentence` follows the service's name, for example "answered with HTTP 500". */
  constructor(code: UpstreamErrorCode, service: UpstreamService, sentence: string, details: UpstreamErrorDetails) {
    super(`${SERVICE_NAMES[service]} ${sentence}.`);
    this.code = code;
    this.service = service;
    this.details = details;
  }
}
