import type { IncomingHttpHeaders } from 'node:http';
import { AuthenticationError } from './authentication-error.ts';

/** Characters; no issuer's tokens are this long. */
const MAX_LENGTH = 16 * 1024;

/** The token of `Authorization: Bearer …` (RFC 6750). Throws `AuthenticationError` when it is missing or malformed. */
export function bearerToken({ authorization }: IncomingHttpHeaders): string {
  const [, token] = authorization?.match(/^bearer +(.+)$/i) ?? [];
  if (token === undefined) {
    throw new AuthenticationError('UNAUTHENTICATED', 'Send a token in the header "Authorization: Bearer".', null);
  }
  if (token.length > MAX_LENGTH) throw invalidToken('TOKEN_TOO_LONG');
  if (!/^[\w.~+/-]+=*$/.test(token)) throw invalidToken('TOKEN_MALFORMED');
  return token;
}

/** The error for a token that this gateway does not accept; `reason` is for the log only. */
export function invalidToken(reason: string): AuthenticationError {
  return new AuthenticationError('UNAUTHENTICATED', 'The token is not valid for this gateway.', reason);
}
