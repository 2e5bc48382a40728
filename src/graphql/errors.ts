import { GraphQLError } from 'graphql';
import { ClientError } from '../resolvers/client-error.ts';
import type { GatewayErrorCode } from '../schema/gateway-error-code.ts';
import { UpstreamError } from '../upstream/http/upstream-error.ts';
import { quietError } from './quiet-errors.ts';

/** What an error shows beside its message. */
type ShownExtensions = { readonly code: GatewayErrorCode } & Readonly<Record<string, unknown>>;

/** Told of errors that are the gateway's own fault, with their cause, and the id of the request that met it, where one did. */
export type ReportBug = (error: unknown, requestId?: string) => void;

/** The code of an error that is the gateway's own fault. */
export const BUG = 'INTERNAL_SERVER_ERROR';

/**
 * The one place where an error becomes what a client may see: the caller's mistakes and upstream failures by their code,
 * GraphQL's own without what they quote, everything else as `INTERNAL_SERVER_ERROR`, its cause reported and not shown.
 * `upstreamMessages` says whether callers see LivePerson's own text.
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
  return shown(at, { code: BUG }, 'The gateway failed to answer this. Its log has the cause.');
}

function shown(at: GraphQLError | undefined, extensions: ShownExtensions, message = at?.message ?? ''): GraphQLError {
  return new GraphQLError(message, {
    extensions,
    ...(at && { nodes: at.nodes ?? null, source: at.source, positions: at.positions, path: at.path }),
  });
}

/** The client went away: nobody's fault, and nobody is left to tell. */
function isAbort(error: Error): boolean {
  return error.name === 'AbortError';
}
