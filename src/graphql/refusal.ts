import { createGraphQLError, type FetchAPI } from 'graphql-yoga';
import type { GatewayErrorCode } from '../schema/gateway-error-code.ts';

/** Why a request is answered with an HTTP status and an error, and nothing of it is run. The sentence is shown. */
export type Refusal = {
  readonly status: number;
  readonly code: GatewayErrorCode;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the error shows besides its code. */
  readonly extensions?: Readonly<Record<string, unknown>>;
};

/** A refusal as an answer that nobody may keep. */
export function refusalResponse(
  { status, code, message, headers, extensions }: Refusal,
  { Response }: Pick<FetchAPI, 'Response'>,
): Response {
  return new Response(JSON.stringify({ errors: [{ message, extensions: { code, ...extensions } }] }), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  });
}

/** The error of a request whose parameters are refused: HTTP 400, for yoga to answer with. */
export function badRequest(message: string, code: GatewayErrorCode = 'BAD_REQUEST') {
  return createGraphQLError(message, { extensions: { code, http: { status: 400 } } });
}
