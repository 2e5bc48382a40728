import type { UpstreamService } from '../family.ts';

/** Everything that can be wrong with an upstream, as clients match it in `extensions.code`. */
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
 * How far a request surely got: `unsent` never left, `answered` was answered and thereby settled,
 * `unknown` may or may not have been carried out.
 */
type Delivery = 'unsent' | 'answered' | 'unknown';

/** What an upstream failure may tell; nothing of the request or its headers. */
export type UpstreamErrorDetails = {
  readonly delivery: Delivery;
  readonly httpStatus?: number;
  /** The upstream's id of the request, for LivePerson's support. */
  readonly requestTraceId?: string;
  /** The upstream's own error code, such as `0` or `40102`. */
  readonly upstreamCode?: string;
  /** What the upstream said of it, masked and cut: see `upstreamMessage`. For operators, and for callers that may see it. */
  readonly upstreamMessage?: string;
  /** Milliseconds the upstream asks to wait, from `Retry-After`. */
  readonly retryAfterMs?: number;
  /** Milliseconds that an attempt had been under way when the request's deadline cut it off; 0 when none had begun. */
  readonly cutOffAfterMs?: number;
  /** Where in the answer something is missing or wrong, such as `transactions[3].transactionId`. */
  readonly malformedPath?: string;
};

const SERVICE_NAMES: Record<UpstreamService, string> = {
  OUTBOUND_REPORTING: 'Outbound Reporting',
  OUTBOUND_CONFIGURATION: 'Outbound Configuration',
  LIVE_DEFLECT: 'LiveDeflect',
  SENTINEL: 'Sentinel',
  DOMAIN_API: 'The Domain API',
};

/** One failure of one upstream. Born redacted: it is safe to log and to show. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  readonly code: UpstreamErrorCode;
  readonly service: UpstreamService;
  readonly details: UpstreamErrorDetails;

  /** `sentence` continues the service's name: "answered with HTTP 500". */
  constructor(code: UpstreamErrorCode, service: UpstreamService, sentence: string, details: UpstreamErrorDetails) {
    super(`${SERVICE_NAMES[service]} ${sentence}.`);
    this.code = code;
    this.service = service;
    this.details = details;
  }
}
