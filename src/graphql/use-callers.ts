import type { Plugin } from 'graphql-yoga';
import type { Authenticator } from '../callers/authenticate.ts';
import { AuthenticationError } from '../callers/authentication-error.ts';
import type { Arrival } from '../request/request-facts.ts';
import { INTERNAL_ERROR, maskError, type ReportBug } from './errors.ts';
import { type Refusal, refusalResponse } from './refusal.ts';

/** Authenticates the caller before the request is parsed. Refuses it with HTTP 401, or 503 if its token cannot be checked now. */
export function useCallers(
  { authenticate }: Authenticator,
  reportBug: ReportBug,
): Plugin<Record<string, unknown>, Arrival> {
  return {
    async onRequest({ request, serverContext: { facts }, endResponse, fetchAPI }) {
      try {
        facts.caller = await authenticate(request.headers);
      } catch (error) {
        const known = error instanceof AuthenticationError;
        facts.callerRefusal = known ? (error.reason ?? error.code) : INTERNAL_ERROR;
        endResponse(refusalResponse(known ? refusalOf(error) : internalError(error, reportBug), fetchAPI));
      }
    },
  };
}

function refusalOf({ code, message, reason }: AuthenticationError): Refusal {
  if (code === 'CALLERS_UNCHECKABLE') return { status: 503, code, message, headers: { 'retry-after': '5' } };
  const challenge = reason === null ? 'Bearer' : 'Bearer error="invalid_token"';
  return { status: 401, code, message, headers: { 'www-authenticate': challenge } };
}

function internalError(error: unknown, reportBug: ReportBug): Refusal {
  return { status: 500, code: INTERNAL_ERROR, message: maskError(error, reportBug).message };
}
