import { errors, type JWTVerifyGetKey, type JWTVerifyOptions, jwtVerify } from 'jose';
import { AuthenticationError } from './authentication-error.ts';
import { bearerToken, invalidToken } from './bearer-token.ts';
import type { Authenticate } from './caller.ts';
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

/** Verifies a token's signature, issuer, audience and times, and reads its claims. `getKey` may throw `AuthenticationError`. */
export function jwtCaller(
  { issuer, audience, clockToleranceSeconds, claims, grants }: JwtOptions,
  getKey: JWTVerifyGetKey,
  algorithms: readonly Algorithm[],
): Authenticate {
  const options: JWTVerifyOptions = {
    issuer,
    audience,
    algorithms: [...algorithms],
    clockTolerance: clockToleranceSeconds,
    requiredClaims: ['exp'],
  };
  return async (headers) => callerOf(await verified(bearerToken(headers), getKey, options), claims, grants);
}

/** The payload of a valid token. Throws only `AuthenticationError`: every other failure is the token's. */
async function verified(token: string, getKey: JWTVerifyGetKey, options: JWTVerifyOptions): Promise<unknown> {
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
