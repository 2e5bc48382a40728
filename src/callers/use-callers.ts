import type { Plugin } from 'graphql-yoga';
import type { ReportBug } from '../errors.ts';
import type { Arrival } from '../request/request-facts.ts';
import type { Authenticator } from './authenticate.ts';
import { CallerError } from './caller-error.ts';

/** Finds out who asks before anything of the request is read; who is not known gets HTTP 401, or 503 when that cannot be checked now. */
export function useCallers(
  { authenticate }: Authenticator,
  reportBug: ReportBug,
): Plugin<Record<string, unknown>, Arrival> {
  return {
    async onRequest({ request, serverContext: { facts }, endResponse, fetchAPI }) {
      try {
        facts.caller = await authenticate(request.headers);
      } catch (error) {
        facts.refusal = error instanceof CallerError ? (error.reason ?? error.code) : 'INTERNAL_SERVER_ERROR';
        if (!(error instanceof CallerError)) reportBug(error);
        endResponse(refusal(error, fetchAPI.Response));
      }
    },
  };
}

function refusal(error: unknown, Answer: typeof Response): Response {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
  if (!(error instanceof CallerError))
    return new Answer(bodyOf(FAULT, 'INTERNAL_SERVER_ERROR'), { status: 500, headers });
  const body = bodyOf(error.message, error.code);
  if (error.code === 'CALLERS_UNCHECKABLE') {
    return new Answer(body, { status: 503, headers: { ...headers, 'retry-after': '5' } });
  }
  const challenge = error.reason === null ? 'Bearer' : 'Bearer error="invalid_token"';
  return new Answer(body, { status: 401, headers: { ...headers, 'www-authenticate': challenge } });
}

const FAULT = 'The gateway failed to answer this; the cause is in its log.';

function bodyOf(message: string, code: string): string {
  return JSON.stringify({ errors: [{ message, extensions: { code } }] });
}
