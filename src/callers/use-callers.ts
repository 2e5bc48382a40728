import type { Plugin } from 'graphql-yoga';
import type { Arrival } from '../request-facts.ts';
import type { Authenticator } from './authenticate.ts';
import { CallerError } from './caller-error.ts';

/** Finds out who asks before anything of the request is read; who is not known gets HTTP 401, or 503 when that cannot be checked now. */
export function useCallers({ authenticate }: Authenticator): Plugin<Record<string, unknown>, Arrival> {
  return {
    async onRequest({ request, serverContext: { facts }, endResponse, fetchAPI }) {
      try {
        facts.caller = await authenticate(request.headers);
      } catch (error) {
        if (!(error instanceof CallerError)) throw error;
        facts.refusal = error.reason ?? error.code;
        endResponse(refusal(error, fetchAPI.Response));
      }
    },
  };
}

function refusal({ code, message, reason }: CallerError, Answer: typeof Response): Response {
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
  if (code === 'CALLERS_UNCHECKABLE') {
    return new Answer(body, { status: 503, headers: { ...headers, 'retry-after': '5' } });
  }
  const challenge = reason === null ? 'Bearer' : 'Bearer error="invalid_token"';
  return new Answer(body, { status: 401, headers: { ...headers, 'www-authenticate': challenge } });
}
