import { createGraphQLError } from 'graphql-yoga';
import type { GatewayErrorCode } from '../schema/gateway-error-code.ts';

/** The error of a request with invalid parameters, which yoga answers with its HTTP status. */
export function badRequest(message: string, code: GatewayErrorCode = 'BAD_REQUEST', status = 400) {
  return createGraphQLError(message, { extensions: { code, http: { status } } });
}
