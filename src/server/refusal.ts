import type { Answer } from '../answers/answer.ts';
import { INTERNAL_ERROR, maskError, type ReportBug } from '../graphql/errors.ts';
import type { GatewayErrorCode } from '../schema/gateway-error-code.ts';

/** The HTTP status and error of a request that does not run. Clients see the message. */
export type Refusal = {
  readonly status: number;
  readonly code: GatewayErrorCode;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the error shows besides its code. */
  readonly extensions?: Readonly<Record<string, unknown>>;
};

/** The answer to a refused request. */
export function refusalAnswer({ status, code, message, headers = {}, extensions }: Refusal): Answer {
  const body = JSON.stringify({ errors: [{ message, extensions: { code, ...extensions } }] });
  return {
    status,
    headers: ['content-type', 'application/json; charset=utf-8', ...Object.entries(headers).flat()],
    body: Buffer.from(body),
    freshUntil: null,
  };
}

/** The refusal for an error that is not the client's. */
export function internalError(error: unknown, report: ReportBug): Refusal {
  return { status: 500, code: INTERNAL_ERROR, message: maskError(error, report).message };
}
