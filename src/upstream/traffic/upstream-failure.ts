import type { Family, UpstreamService } from '../family.ts';
import type { UpstreamRequest } from '../http/request.ts';
import type { UpstreamError, UpstreamErrorCode } from '../http/upstream-error.ts';

/** One attempt at an upstream call that failed, as the log has it: no URL, no headers, no bodies. */
export type UpstreamFailure = {
  /** The id of the request that it was made for; null for a refresh behind a stale answer. */
  readonly id: string | null;
  readonly account: string;
  readonly service: UpstreamService;
  readonly family: Family;
  readonly code: UpstreamErrorCode;
  readonly reason: string;
  readonly httpStatus?: number | undefined;
  readonly upstreamCode?: string | undefined;
  readonly requestTraceId?: string | undefined;
  readonly upstreamMessage?: string | undefined;
};

/** What the log has of a failure. */
export function upstreamFailure(
  account: string,
  { family, call }: UpstreamRequest,
  { code, service, message, details }: UpstreamError,
): UpstreamFailure {
  const { httpStatus, upstreamCode, requestTraceId, upstreamMessage } = details;
  const id = call.observer?.requestId ?? null;
  return {
    ...{ id, account, service, family, code, reason: message },
    ...{ httpStatus, upstreamCode, requestTraceId, upstreamMessage },
  };
}
