import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { type Answer, startUpstream } from './upstream.ts';

/** What tokens of the test's issuer say unless told otherwise. */
export const ISSUER = 'https://issuer.example.net';
/** Whom they are for. */
export const AUDIENCE = 'outbound-gateway';

/** Claims of a token, good or not. */
export type Claims = Readonly<Record<string, unknown>>;

/** A pair of keys under a name. */
export type SigningKey = {
  /** The public key, as a key set has it. */
  readonly jwk: JWK;
  /** A token of it that is good for a minute; `header` and `claims` say what is otherwise, undefined what is left out. */
  sign(claims?: Claims, header?: Record<string, unknown>): Promise<string>;
};

/** A new pair of keys for an algorithm. */
export async function signingKey(kid: string, alg = 'ES256'): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return {
    jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' },
    sign: (claims = {}, header = {}) =>
      new SignJWT({ ...goodClaims(), ...claims }).setProtectedHeader({ alg, kid, ...header }).sign(privateKey),
  };
}

/** The claims of a token that is good. */
export function goodClaims() {
  return {
    iss: ISSUER,
    aud: AUDIENCE,
    sub: 'ada',
    exp: seconds(60),
    accounts: ['12345678'],
    scope: 'configuration:read',
  };
}

/** An instant as tokens have it, so many seconds from now. */
export function seconds(fromNow: number): number {
  return Math.floor(Date.now() / 1000) + fromNow;
}

/** An issuer's key set over HTTP. */
export type Issuer = {
  readonly url: string;
  /** How often it was read. */
  reads(): number;
  /** What it answers from now on: keys, or anything else. */
  answer: Answer;
};

/** A key set as its server answers it. */
export function keySet(...keys: readonly SigningKey[]): Answer {
  return { json: { keys: keys.map(({ jwk }) => jwk) } };
}

/** Starts a server of a key set for the running test. */
export async function startIssuer(...keys: readonly SigningKey[]): Promise<Issuer> {
  const issuer = { answer: keySet(...keys) };
  const server = await startUpstream(() => issuer.answer);
  return Object.assign(issuer, { url: `${server.url}/keys`, reads: () => server.requests.length });
}

/** The `callers` of a configuration in the mode `jwt`, over that key set unless `more` has a key. */
export function jwtCallers(issuer: Issuer | null, { jwks = {}, ...more }: Record<string, unknown> = {}) {
  const keys = issuer === null ? {} : { jwks: { url: issuer.url, ...(jwks as object) } };
  return { mode: 'jwt', issuer: ISSUER, audience: AUDIENCE, ...keys, ...more };
}

/** An address on which nobody listens. */
export const NOWHERE = 'http://127.0.0.1:9/keys';
