import { serviceOf } from '../family.ts';
import { readErrorBody } from './error-body.ts';
import type { Layer, UpstreamRequest, UpstreamResponse } from './request.ts';
import { parseRetryAfter } from './retry-after.ts';
import { UpstreamError, type UpstreamErrorCode } from './upstream-error.ts';
import { upstreamMessage } from './upstream-message.ts';
import { CutOff } from './with-timeout.ts';

/** Failures that happen before a byte of the request is written. */
const UNSENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** A certificate that is not trusted ends the connection before a byte of the request is written. */
const UNTRUSTED = /CERT|^UNABLE_TO_/;
/** Failures of the network; anything else is a bug here. */
const BROKEN_OFF = /^(E[A-Z_]+|UND_ERR_[A-Z_]+)$/;

/** What an operation has of its own. */
export type ErrorOptions = {
  /** Statuses that it reads itself: proactiveAlert explains its refusals with 400. */
  readonly answers?: readonly number[];
  /** Whether the JSON of an answer of 2xx says that it failed. */
  readonly saysFailure?: (json: unknown) => boolean;
};

/** Told of each attempt that an upstream failed; must be quick and must not throw. */
export type OnFailure = (request: UpstreamRequest, error: UpstreamError) => void;

/**
 * Makes an `UpstreamError` of every answer that is not 2xx, or says that it failed, and of every failure to get one, and
 * tells `onFailure` of it. A caller's abort passes through as it is: it is no upstream's failure. So do those of the
 * layers below, which are the gateway's own refusals, or were told where they arose.
 */
export function withErrors({ answers = [], saysFailure }: ErrorOptions = {}, onFailure: OnFailure = () => {}): Layer {
  const told = (request: UpstreamRequest, error: UpstreamError) => {
    onFailure(request, error);
    return error;
  };
  return (next) => async (request) => {
    let response: UpstreamResponse;
    try {
      response = await next(request);
    } catch (error) {
      const failure = error instanceof UpstreamError ? error : classifyFailure(request, error);
      throw failure instanceof UpstreamError && failure !== error ? told(request, failure) : failure;
    }
    const { status } = response;
    if (answers.includes(status)) return response;
    if (status < 200 || status >= 300) throw told(request, classifyStatus(request, response));
    if (saysFailure === undefined) return response;
    const json = jsonOf(response);
    if (saysFailure(json)) throw told(request, failedAnswer(request, response));
    return json === undefined ? response : { ...response, json };
  };
}

function classifyFailure(request: UpstreamRequest, error: unknown): unknown {
  if (request.call.signal.aborted) return deadlineOrAbort(request, error);
  const service = serviceOf(request.family);
  const { name, code } = error as { name?: string; code?: string };
  if (name === 'TimeoutError') {
    return new UpstreamError('UPSTREAM_TIMEOUT', service, 'did not answer in time', { delivery: 'unknown' });
  }
  if (name === 'HTTPParserError') {
    return new UpstreamError('UPSTREAM_MALFORMED', service, 'sent an invalid HTTP response', { delivery: 'unknown' });
  }
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
    return new UpstreamError('UPSTREAM_MALFORMED', service, 'sent an answer larger than the gateway accepts', {
      delivery: 'unknown',
    });
  }
  if (code !== undefined && (UNSENT.has(code) || UNTRUSTED.test(code))) {
    return new UpstreamError('UPSTREAM_UNREACHABLE', service, `could not be reached (${code})`, { delivery: 'unsent' });
  }
  if (code === undefined || !BROKEN_OFF.test(code)) return error;
  return new UpstreamError('UPSTREAM_UNREACHABLE', service, `did not complete its answer (${code})`, {
    delivery: 'unknown',
  });
}

function deadlineOrAbort({ family, call }: UpstreamRequest, error: unknown): unknown {
  const { reason } = call.signal;
  if (reason?.name !== 'TimeoutError') return reason;
  return new UpstreamError('UPSTREAM_TIMEOUT', serviceOf(family), "did not answer before the request's deadline", {
    delivery: 'unknown',
    cutOffAfterMs: error instanceof CutOff ? error.afterMs : 0,
  });
}

const STATUS_CODES: Record<number, UpstreamErrorCode> = {
  401: 'UPSTREAM_UNAUTHORIZED',
  403: 'UPSTREAM_UNAUTHORIZED',
  404: 'UPSTREAM_NOT_FOUND',
  429: 'UPSTREAM_RATE_LIMITED',
};

function classifyStatus({ family }: UpstreamRequest, { status, headers, body }: UpstreamResponse): UpstreamError {
  const retryAfterMs = parseRetryAfter(headers['retry-after']);
  return new UpstreamError(codeOfStatus(status), serviceOf(family), `answered with HTTP ${status}`, {
    // A 5xx may come after the work was done.
    delivery: status >= 500 ? 'unknown' : 'answered',
    httpStatus: status,
    ...saidIn(body),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

function failedAnswer({ family }: UpstreamRequest, { status, body }: UpstreamResponse): UpstreamError {
  const details = { delivery: 'answered', httpStatus: status, ...saidIn(body) } as const;
  return new UpstreamError('UPSTREAM_REJECTED', serviceOf(family), 'answered that the request failed', details);
}

/** What an error body tells. */
function saidIn(body: string) {
  const { code, requestTraceId } = readErrorBody(body);
  const message = upstreamMessage(body);
  return {
    ...(code !== null && { upstreamCode: code }),
    ...(requestTraceId !== null && { requestTraceId }),
    ...(message !== null && { upstreamMessage: message }),
  };
}

/** Undefined when it is none: whoever reads the answer says so. */
function jsonOf({ body }: UpstreamResponse): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function codeOfStatus(status: number): UpstreamErrorCode {
  if (status >= 500) return 'UPSTREAM_UNAVAILABLE';
  if (status >= 400) return STATUS_CODES[status] ?? 'UPSTREAM_REJECTED';
  return 'UPSTREAM_MALFORMED';
}
