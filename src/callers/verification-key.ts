import { createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import { object, parsedJson } from '../upstream/wire-values.ts';

/** The algorithms that a token may be signed with. */
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

/** A key, and the allowed algorithms that it can verify. */
export type VerificationKey = { readonly key: KeyObject; readonly algorithms: readonly Algorithm[] };

/** The type of public key, or Node.js's name for the curve, that an algorithm takes; for HS*, the bytes of the shortest secret. */
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

/** The shortest RSA key that jose accepts. */
export const RSA_BITS = 2048;

/** Whether an algorithm's key is a shared secret. */
export function isSymmetric(algorithm: Algorithm): boolean {
  return typeof TAKES[algorithm] === 'number';
}

/** Parses the key that tokens are checked with, or returns what is wrong with it; the sentence quotes nothing of the key. */
export function readVerificationKey(
  text: string,
  algorithms: readonly Algorithm[],
): VerificationKey | { readonly error: string } {
  return algorithms.every(isSymmetric) ? readSecret(text, algorithms) : readPublicKey(text, algorithms);
}

function readSecret(text: string, algorithms: readonly Algorithm[]): VerificationKey | { readonly error: string } {
  // A public key is known to everyone, so anyone could sign a token with its text.
  if (text.includes('-----BEGIN') || jwkOf(text) !== null) {
    return { error: `must be a secret for ${algorithms.join(', ')}, not a PEM or JWK key` };
  }
  const bytes = Math.max(...algorithms.map((algorithm) => Number(TAKES[algorithm])));
  if (Buffer.byteLength(text) < bytes)
    return { error: `must have at least ${bytes} bytes for ${algorithms.join(', ')}` };
  return { key: createSecretKey(text, 'utf8'), algorithms };
}

function readPublicKey(text: string, algorithms: readonly Algorithm[]): VerificationKey | { readonly error: string } {
  const jwk = jwkOf(text);
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text) || (jwk !== null && Object.hasOwn(jwk, 'd'))) {
    return { error: 'is a private key; use the public key' };
  }
  const key = publicKey(jwk === null ? text : { key: jwk, format: 'jwk' });
  if (key === null) return { error: UNREADABLE };
  const { asymmetricKeyType = '', asymmetricKeyDetails: { namedCurve = asymmetricKeyType, modulusLength } = {} } = key;
  const fitting = algorithms.filter((algorithm) => TAKES[algorithm] === namedCurve);
  if (fitting.length === 0)
    return { error: `is a key of type ${namedCurve}, which cannot be used with ${algorithms.join(', ')}` };
  if (modulusLength !== undefined && modulusLength < RSA_BITS) return { error: `must have at least ${RSA_BITS} bits` };
  return { key, algorithms: fitting };
}

function publicKey(input: Parameters<typeof createPublicKey>[0]): KeyObject | null {
  try {
    return createPublicKey(input);
  } catch {
    return null;
  }
}

/** The members of a JWK; null when the text is not a JSON object. */
function jwkOf(text: string): Record<string, unknown> | null {
  return object(parsedJson(text));
}
