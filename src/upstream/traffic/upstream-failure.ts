import type { Family, UpstreamService } from '../family.ts';
import type { UpstreamRequest } from '../http/request.ts';
import type { UpstreamError, UpstreamErrorCode } from '../http/upstream-error.ts';

/** A failed attempt at an upstream call, for the log: without URL, headers and bodies. */
export type UpstreamFailure = {
  /** The id of the client request that started it; null for a background refresh. */
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

/** The log entry of a failed attempt. */
export function upstreamFailure(
  account: string,
  { family, call }: Pick<UpstreamRequest, 'family' | 'call'>,
  { code, service, message, details }: UpstreamError,
): UpstreamFailure {
  const { httpStatus, upstreamCode, requestTraceId, upstreamMessage } = details;
  const id = call.observer?.requestId ?? null;
  return {
    ...{ id, account, service, family, code, reason: message },
    ...{ httpStatus, upstreamCode, requestTraceId, upstreamMessage },
  };
}
