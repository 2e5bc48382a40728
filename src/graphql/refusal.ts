import { createGraphQLError, type FetchAPI } from 'graphql-yoga';
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

/** The response of a refusal. It must not be cached. */
export function refusalResponse(
  { status, code, message, headers, extensions }: Refusal,
  { Response }: Pick<FetchAPI, 'Response'>,
): Response {
  return new Response(JSON.stringify({ errors: [{ message, extensions: { code, ...extensions } }] }), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  });
}

/** The error of a request with invalid parameters, which yoga answers with HTTP 400. */
export function badRequest(message: string, code: GatewayErrorCode = 'BAD_REQUEST') {
  return createGraphQLError(message, { extensions: { code, http: { status: 400 } } });
}
