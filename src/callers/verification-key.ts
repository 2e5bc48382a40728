import { createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import { object } from '../upstream/wire-values.ts';

/** The algorithms that a token may be signed by, of those that jose knows. */
export const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
  'HS256',
  'HS384',
  'HS512',
] as const;

/** See `ALGORITHMS`. */
export type Algorithm = (typeof ALGORITHMS)[number];

/** A key, and those of the allowed algorithms that it is for. */
export type VerificationKey = { readonly key: KeyObject; readonly algorithms: readonly Algorithm[] };

/** The type of public key, or node's name of the curve, that an algorithm takes; for HS* the bytes of the shortest secret. */
const TAKES: Record<Algorithm, string | number> = {
  RS256: 'rsa',
  RS384: 'rsa',
  RS512: 'rsa',
  PS256: 'rsa',
  PS384: 'rsa',
  PS512: 'rsa',
  ES256: 'prime256v1',
  ES384: 'secp384r1',
  ES512: 'secp521r1',
  EdDSA: 'ed25519',
  Ed25519: 'ed25519',
  HS256: 32,
  HS384: 48,
  HS512: 64,
};

const UNREADABLE = 'is not a readable public key: it must be PEM (SPKI or an X.509 certificate) or a JWK';

/** The shortest RSA key that jose verifies with. */
export const RSA_BITS = 2048;

/** Whether an algorithm's key is a shared secret. */
export function isSymmetric(algorithm: Algorithm): boolean {
  return typeof TAKES[algorithm] === 'number';
}

/** Reads the key that tokens are checked with, or says what is wrong with it, without a part of it. */
export function readVerificationKey(
  text: string,
  algorithms: readonly Algorithm[],
): VerificationKey | { readonly fault: string } {
  return algorithms.every(isSymmetric) ? readSecret(text, algorithms) : readPublicKey(text, algorithms);
}

function readSecret(text: string, algorithms: readonly Algorithm[]): VerificationKey | { readonly fault: string } {
  // A public key is known to everybody, so a token "signed" with its text would be anybody's.
  if (text.includes('-----BEGIN') || jwkOf(text) !== null) {
    return { fault: `must be a secret text for ${algorithms.join(', ')}, not a PEM or JWK key` };
  }
  const bytes = Math.max(...algorithms.map((algorithm) => Number(TAKES[algorithm])));
  if (Buffer.byteLength(text) < bytes)
    return { fault: `must have at least ${bytes} bytes for ${algorithms.join(', ')}` };
  return { key: createSecretKey(text, 'utf8'), algorithms };
}

function readPublicKey(text: string, algorithms: readonly Algorithm[]): VerificationKey | { readonly fault: string } {
  const jwk = jwkOf(text);
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text) || (jwk !== null && Object.hasOwn(jwk, 'd'))) {
    return { fault: 'is a private key; give the public key' };
  }
  const key = publicKey(jwk === null ? text : { key: jwk, format: 'jwk' });
  if (key === null) return { fault: UNREADABLE };
  const { asymmetricKeyType = '', asymmetricKeyDetails: { namedCurve = asymmetricKeyType, modulusLength } = {} } = key;
  const fitting = algorithms.filter((algorithm) => TAKES[algorithm] === namedCurve);
  if (fitting.length === 0)
    return { fault: `is a key of type ${namedCurve}, which none of ${algorithms.join(', ')} can use` };
  if (modulusLength !== undefined && modulusLength < RSA_BITS) return { fault: `must have at least ${RSA_BITS} bits` };
  return { key, algorithms: fitting };
}

function publicKey(input: Parameters<typeof createPublicKey>[0]): KeyObject | null {
  try {
    return createPublicKey(input);
  } catch {
    return null;
  }
}

/** The members of a JWK; null for what is no JSON object. */
function jwkOf(text: string): Record<string, unknown> | null {
  try {
    return object(JSON.parse(text));
  } catch {
    return null;
  }
}
