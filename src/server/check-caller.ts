import type { IncomingHttpHeaders } from 'node:http';
import type { Authenticator } from '../callers/authenticate.ts';
import { AuthenticationError } from '../callers/authentication-error.ts';
import type { Caller } from '../callers/caller.ts';
import type { CallerQuotas } from '../callers/quotas.ts';
import { INTERNAL_ERROR, type ReportBug } from '../graphql/errors.ts';
import type { Arrival } from './exchange.ts';
import { internalError, type Refusal } from './refusal.ts';

/** Why a request has no caller, for the log, and what the client sees of it. */
type Unknown = { readonly reason: string; readonly refusal: Refusal };

/** Finds the caller of a request, and notes it in the facts. Returns a refusal if it has none. */
export async function identify({ serving, request, facts, report }: Arrival): Promise<Caller | Refusal> {
  const { authenticator } = serving;
  const caller = authenticator.known(request.headers) ?? (await callerOf(request.headers, authenticator, report));
  if ('refusal' in caller) {
    facts.callerRefusal = caller.reason;
    return caller.refusal;
  }
  facts.caller = caller;
  return caller;
}

/** The caller of a request: HTTP 401 if it has none, 503 if its token cannot be checked now. */
export async function callerOf(
  headers: IncomingHttpHeaders,
  { authenticate }: Authenticator,
  report: ReportBug,
): Promise<Caller | Unknown> {
  try {
    return await authenticate(headers);
  } catch (error) {
    if (!(error instanceof AuthenticationError)) {
      return { reason: INTERNAL_ERROR, refusal: internalError(error, report) };
    }
    return { reason: error.reason ?? error.code, refusal: unauthenticated(error) };
  }
}

function unauthenticated({ code, message, reason }: AuthenticationError): Refusal {
  if (code === 'CALLERS_UNCHECKABLE') return { status: 503, code, message, headers: { 'retry-after': '5' } };
  const challenge = reason === null ? 'Bearer' : 'Bearer error="invalid_token"';
  return { status: 401, code, message, headers: { 'www-authenticate': challenge } };
}

/** Counts a request for its caller. Returns a refusal (HTTP 429) if the caller has used up a quota of this minute. */
export function checkQuotas(caller: Caller, quotas: CallerQuotas): Refusal | null {
  const used = quotas.begin(caller);
  if (used === null) return null;
  const { limit, maximum, unit } = used;
  const retryAfterMs = Math.max(1, Math.ceil(used.endsInMs));
  const seconds = Math.ceil(retryAfterMs / 1000);
  return {
    status: 429,
    code: 'LIMIT_EXCEEDED',
    message: `The caller has used the ${maximum} ${unit} that it may use per minute. Try again in ${seconds} s.`,
    headers: { 'retry-after': String(seconds) },
    extensions: { limit, maximum, retryAfterMs },
  };
}
