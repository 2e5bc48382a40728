import { createHmac, randomBytes } from 'node:crypto';
import OAuth from 'oauth-1.0a';
import type { Credential } from './credential.ts';
import type { Secret } from './secret.ts';

/** One key set as LivePerson hands it out: App Key, Secret, Access Token, Access Token Secret. */
export type OAuth1Keys = {
  readonly consumerKey: string;
  readonly consumerSecret: Secret;
  readonly token: string;
  readonly tokenSecret: Secret;
};

/**
 * OAuth 1.0a with HMAC-SHA1 (RFC 5849): each attempt has a nonce of its own, the URL is signed exactly, the JSON body is
 * not. `newNonce` must never give the same text twice.
 */
export function oauth1(keys: OAuth1Keys, newNonce = () => randomBytes(16).toString('hex')): Credential {
  const signer = new OAuth({
    consumer: { key: keys.consumerKey, secret: keys.consumerSecret.reveal() },
    signature_method: 'HMAC-SHA1',
    hash_function: (text, key) => createHmac('sha1', key).update(text).digest('base64'),
  });
  // The library's own nonce comes from Math.random.
  signer.getNonce = newNonce;
  return {
    authorize({ method, url }) {
      const token = { key: keys.token, secret: keys.tokenSecret.reveal() };
      return signer.toHeader(signer.authorize({ method, ...signedParts(url) }, token)).Authorization;
    },
  };
}

/** The URL as it goes over the wire, taken apart: the library's own reading leaves names encoded and loses empty values. */
function signedParts(url: string) {
  const { origin, pathname, searchParams } = new URL(url);
  const data = Object.fromEntries([...searchParams.keys()].map((name) => [name, searchParams.getAll(name)]));
  return { url: origin + pathname, data };
}
