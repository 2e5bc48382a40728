import { GraphQLError } from 'graphql';
import { ClientError } from '../resolvers/client-error.ts';
import type { GatewayErrorCode } from '../schema/gateway-error-code.ts';
import { UpstreamError } from '../upstream/http/upstream-error.ts';
import { placedError } from './placed-error.ts';
import { quietError } from './quiet-errors.ts';

/** The extensions that a client sees. */
type ShownExtensions = { readonly code: GatewayErrorCode } & Readonly<Record<string, unknown>>;

/** Called with the cause of each internal error, and the id of its request if there is one. */
export type ReportBug = (error: unknown, requestId?: string) => void;

/** The code of an internal error. */
export const INTERNAL_ERROR = 'INTERNAL_SERVER_ERROR';

/**
 * Turns any error into one that a client may see: client errors and upstream failures with their code, GraphQL's own
 * errors without the values that they quote, and everything else as `INTERNAL_SERVER_ERROR`, whose cause goes to
 * `reportBug` only. `upstreamMessages` says whether callers see LivePerson's own text.
 */
export function maskError(error: unknown, reportBug: ReportBug, upstreamMessages = false): GraphQLError {
  if (!(error instanceof GraphQLError)) return bug(error, undefined, reportBug);
  const { originalError } = error;
  if (originalError instanceof ClientError) return shown(error, clientExtensions(originalError));
  if (originalError instanceof UpstreamError) return shown(error, upstreamExtensions(originalError, upstreamMessages));
  if (originalError === undefined || originalError instanceof GraphQLError) return quietError(error);
  return isAbort(originalError)
    ? shown(error, { code: 'REQUEST_ABORTED' }, 'The request was aborted.')
    : bug(originalError, error, reportBug);
}

function clientExtensions({ code, details }: ClientError): ShownExtensions {
  return { code, ...details };
}

function upstreamExtensions({ code, service, details }: UpstreamError, upstreamMessages: boolean): ShownExtensions {
  const { httpStatus, upstreamCode, requestTraceId, retryAfterMs, malformedPath } = details;
  const upstreamMessage = upstreamMessages ? details.upstreamMessage : undefined;
  return { code, service, httpStatus, upstreamCode, upstreamMessage, requestTraceId, retryAfterMs, malformedPath };
}

function bug(cause: unknown, at: GraphQLError | undefined, reportBug: ReportBug): GraphQLError {
  reportBug(cause);
  return shown(at, { code: INTERNAL_ERROR }, 'Internal error. The log of the gateway has the cause.');
}

function shown(at: GraphQLError | undefined, extensions: ShownExtensions, message = at?.message ?? ''): GraphQLError {
  return placedError(at ?? { path: undefined, locations: undefined }, message, { extensions });
}

/** Whether the client disconnected. */
function isAbort(error: Error): boolean {
  return error.name === 'AbortError';
}
