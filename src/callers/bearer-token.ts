import { AuthenticationError } from './authentication-error.ts';

/** Longer than any issuer's; what is longer is not read. */
const LONGEST = 16 * 1024;

/** The token of `Authorization: Bearer …` (RFC 6750). Throws `AuthenticationError` when there is none, or what can be none. */
export function bearerToken(headers: Headers): string {
  const [, token] = headers.get('authorization')?.match(/^bearer +(.+)$/i) ?? [];
  if (token === undefined) {
    throw new AuthenticationError('UNAUTHENTICATED', 'Send a token in the header "Authorization: Bearer".', null);
  }
  if (token.length > LONGEST) throw invalidToken('TOKEN_TOO_LONG');
  if (!/^[\w.~+/-]+=*$/.test(token)) throw invalidToken('TOKEN_MALFORMED');
  return token;
}

/** A token that came, and is not good for asking here; why is for the log only. */
export function invalidToken(reason: string): AuthenticationError {
  return new AuthenticationError('UNAUTHENTICATED', 'The token is not valid for this gateway.', reason);
}
