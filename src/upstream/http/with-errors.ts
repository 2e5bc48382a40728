import { serviceOf, type UpstreamService } from '../family.ts';
import { parsedJson } from '../wire-values.ts';
import { readErrorBody } from './error-body.ts';
import { FAILURES, type Failure, failureOfStatus } from './failures.ts';
import type { Layer, UpstreamRequest, UpstreamResponse } from './request.ts';
import { parseRetryAfter } from './retry-after.ts';
import { UpstreamError, type UpstreamErrorDetails } from './upstream-error.ts';
import { upstreamMessage } from './upstream-message.ts';
import { CutOff } from './with-timeout.ts';

/** Failures before any byte of the request is written. */
const UNSENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** An untrusted certificate ends the connection before any byte of the request is written. */
const UNTRUSTED = /CERT|^UNABLE_TO_/;
/** Failures of the network; anything else is an internal error. */
const NETWORK_FAILURE = /^(E[A-Z_]+|UND_ERR_[A-Z_]+)$/;

/** How one API reports failures. */
export type ErrorOptions = {
  /** Error statuses whose answers the adapter reads: proactiveAlert explains its refusals with 400. */
  readonly answers?: readonly number[];
  /** Error statuses that prove nothing for this API, whatever the table of failures says. */
  readonly unproven?: readonly number[];
  /** Whether the JSON of a 2xx answer reports a failure. */
  readonly saysFailure?: (json: unknown) => boolean;
};

/** Called for each failed attempt. Must return quickly and not throw. */
export type OnFailure = (request: UpstreamRequest, error: UpstreamError) => void;

/**
 * Throws an `UpstreamError` for every answer that is not 2xx or reports a failure, and for every attempt without an
 * answer, and calls `onFailure` with it. Passes on a caller's abort, and the `UpstreamError`s of the layers below,
 * which are refusals by the gateway or were reported where they arose.
 */
export function withErrors(
  { answers = [], unproven = [], saysFailure }: ErrorOptions = {},
  onFailure: OnFailure = () => {},
): Layer {
  const reported = (request: UpstreamRequest, error: UpstreamError) => {
    onFailure(request, error);
    return error;
  };
  return (next) => async (request) => {
    let response: UpstreamResponse;
    try {
      response = await next(request);
    } catch (error) {
      if (error instanceof UpstreamError) throw error;
      const failure = classifyFailure(request, error);
      throw failure instanceof UpstreamError ? reported(request, failure) : failure;
    }
    const { status } = response;
    if (answers.includes(status)) return response;
    if (status < 200 || status >= 300) throw reported(request, classifyStatus(request, response, unproven));
    if (saysFailure === undefined) return response;
    // Undefined if the body is not JSON; the adapter that reads the answer throws then.
    const json = parsedJson(response.body);
    if (saysFailure(json)) throw reported(request, failedAnswer(request, response));
    return json === undefined ? response : { ...response, json };
  };
}

function classifyFailure(request: UpstreamRequest, error: unknown): unknown {
  if (request.call.signal.aborted) return deadlineOrAbort(request, error);
  const service = serviceOf(request.family);
  const { name, code } = error as { name?: string; code?: string };
  if (name === 'TimeoutError') return failed(FAILURES.timedOut, service, 'did not answer in time');
  if (name === 'HTTPParserError') return failed(FAILURES.unreadable, service, 'sent an invalid HTTP response');
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
    return failed(FAILURES.unreadable, service, 'sent an answer larger than the gateway accepts');
  }
  if (code !== undefined && (UNSENT.has(code) || UNTRUSTED.test(code))) {
    return failed(FAILURES.unconnected, service, `could not be reached (${code})`);
  }
  if (code === undefined || !NETWORK_FAILURE.test(code)) return error;
  return failed(FAILURES.broken, service, `did not complete its answer (${code})`);
}

function deadlineOrAbort({ family, call }: UpstreamRequest, error: unknown): unknown {
  const { reason } = call.signal;
  if (reason?.name !== 'TimeoutError') return reason;
  return failed(FAILURES.timedOut, serviceOf(family), "did not answer before the request's deadline", {
    cutOffAfterMs: error instanceof CutOff ? error.afterMs : 0,
  });
}

function classifyStatus(
  { family }: UpstreamRequest,
  { status, headers, body }: UpstreamResponse,
  unproven: readonly number[],
): UpstreamError {
  const retryAfterMs = parseRetryAfter(headers['retry-after']);
  return failed(failureOfStatus(status), serviceOf(family), `answered with HTTP ${status}`, {
    ...(unproven.includes(status) && { delivery: 'unknown' }),
    httpStatus: status,
    ...detailsIn(body),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

function failedAnswer({ family }: UpstreamRequest, { status, body }: UpstreamResponse): UpstreamError {
  const details = { httpStatus: status, ...detailsIn(body) };
  return failed(FAILURES.reported, serviceOf(family), 'answered that the request failed', details);
}

function failed(
  { code, ...row }: Failure,
  service: UpstreamService,
  sentence: string,
  details: Partial<UpstreamErrorDetails> = {},
): UpstreamError {
  return new UpstreamError(code, service, sentence, { ...row, ...details });
}

/** The characters of an error body that are read: all that a message and ids can need. */
const ERROR_BODY = 64 * 1024;

/** The details in an error body. */
function detailsIn(whole: string) {
  const body = readErrorBody(whole.slice(0, ERROR_BODY));
  const { code, requestTraceId } = body;
  const message = upstreamMessage(body);
  return {
    ...(code !== null && { upstreamCode: code }),
    ...(requestTraceId !== null && { requestTraceId }),
    ...(message !== null && { upstreamMessage: message }),
  };
}
