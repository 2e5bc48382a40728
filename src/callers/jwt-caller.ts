import { hash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { errors, type JWTPayload, type JWTVerifyGetKey, type JWTVerifyOptions, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { AuthenticationError } from './authentication-error.ts';
import { bearerToken, invalidToken } from './bearer-token.ts';
import type { Authenticate, Caller, KnownCaller } from './caller.ts';
import { type ClaimPaths, callerOf, type Grants } from './claims.ts';
import type { Algorithm } from './verification-key.ts';

/** What a token must contain, and how its claims are read. */
export type JwtOptions = {
  /** The expected claim `iss`, or several of which one must match. */
  readonly issuer: string | string[];
  /** The expected claim `aud`, or several of which one must match. */
  readonly audience: string | string[];
  readonly clockToleranceSeconds: number;
  readonly claims: ClaimPaths;
  readonly grants: Grants;
};

/** The keys that verify tokens. */
export type VerificationKeys = {
  /** May throw `AuthenticationError`. */
  readonly getKey: JWTVerifyGetKey;
  /** Changes whenever the keys may have changed; null while nothing that they verified may be trusted without them. */
  edition(): number | null;
};

/** A token that was verified. */
type Verified = { readonly caller: Caller & { readonly expiresAt: number }; readonly edition: number | null };

/** Tokens that are remembered, so that they are not verified again with each request. */
const MAX_TOKENS = 10_000;

/**
 * Verifies a token's signature, issuer, audience and times, and reads its claims. A verified token is remembered, by its
 * hash, until it expires or the keys may have changed.
 */
export function jwtCaller(
  { issuer, audience, clockToleranceSeconds, claims, grants }: JwtOptions,
  { getKey, edition }: VerificationKeys,
  algorithms: readonly Algorithm[],
): { readonly authenticate: Authenticate; readonly known: KnownCaller } {
  const options: JWTVerifyOptions = {
    issuer,
    audience,
    algorithms: [...algorithms],
    clockTolerance: clockToleranceSeconds,
    requiredClaims: ['exp'],
  };
  // Created on first use, because it allocates its memory at once.
  let tokens: LRUCache<string, Verified> | undefined;
  return {
    async authenticate(headers) {
      const before = edition();
      const payload = await verified(bearerToken(headers), getKey, options);
      const expiresAt = (Number(payload.exp) + clockToleranceSeconds) * 1000;
      const caller = { ...callerOf(payload, claims, grants), expiresAt };
      tokens ??= new LRUCache({ max: MAX_TOKENS });
      tokens.set(nameOf(headers), { caller, edition: before });
      return caller;
    },
    known(headers) {
      const token = tokens?.get(nameOf(headers));
      const isValid = token !== undefined && token.edition !== null && Date.now() < token.caller.expiresAt;
      return isValid && token.edition === edition() ? token.caller : undefined;
    },
  };
}

function nameOf({ authorization = '' }: IncomingHttpHeaders): string {
  return hash('sha256', authorization);
}

/** The payload of a valid token. Throws only `AuthenticationError`: every other failure is the token's. */
async function verified(token: string, getKey: JWTVerifyGetKey, options: JWTVerifyOptions): Promise<JWTPayload> {
  try {
    return (await verifiedByAny(token, getKey, options)).payload;
  } catch (error) {
    if (error instanceof AuthenticationError) throw error;
    // jose's errors contain the payload, so only their code is kept.
    if (error instanceof errors.JWTExpired)
      throw new AuthenticationError('UNAUTHENTICATED', 'The token has expired.', error.code);
    throw invalidToken(error instanceof errors.JOSEError ? error.code : 'KEY_UNUSABLE');
  }
}

/** Tries each key that could match a token that does not name its key. */
async function verifiedByAny(token: string, getKey: JWTVerifyGetKey, options: JWTVerifyOptions) {
  try {
    return await jwtVerify(token, getKey, options);
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    for await (const key of error) {
      const result = await jwtVerify(token, key, options).catch(unlessSignature);
      if (result !== null) return result;
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

/** Null when the token was not signed with this key; any other error is about the token itself. */
function unlessSignature(error: unknown): null {
  if (error instanceof errors.JWSSignatureVerificationFailed) return null;
  throw error;
}
