import type { IncomingHttpHeaders } from 'node:http';
import { Secret } from '../upstream/auth/secret.ts';
import { AuthenticationError } from './authentication-error.ts';
import { bearerToken } from './bearer-token.ts';
import type { Authenticate, Caller, KnownCaller } from './caller.ts';
import type { Scope } from './scope.ts';

/** The header that names the account of an LE bearer token; required if the gateway serves several accounts. */
export const ACCOUNT_HEADER = 'X-LivePerson-Account-Id';

/** Accepts a caller's own LE bearer token for one account. LivePerson validates the token when it is used. */
export function leBearerCaller(
  scopes: readonly Scope[],
  servedIds: readonly string[],
): { readonly authenticate: Authenticate; readonly known: KnownCaller } {
  const allowed = new Set(scopes);
  const read = (headers: IncomingHttpHeaders): Caller => {
    const bearer = new Secret(bearerToken(headers));
    return { subject: null, accountIds: [accountId(headers, servedIds)], scopes: allowed, bearer };
  };
  return { authenticate: async (headers) => read(headers), known: () => undefined };
}

function accountId(headers: IncomingHttpHeaders, servedIds: readonly string[]): string {
  const [onlyId, secondId] = servedIds;
  const named = headers[ACCOUNT_HEADER.toLowerCase()]?.toString() ?? (secondId === undefined ? onlyId : undefined);
  if (named !== undefined && /^\d{1,20}$/.test(named)) return named;
  throw new AuthenticationError(
    'UNAUTHENTICATED',
    `Name the LivePerson account that the token belongs to in the header ${ACCOUNT_HEADER}.`,
    null,
  );
}
