import { createHmac, randomBytes } from 'node:crypto';
import OAuth from 'oauth-1.0a';
import type { Credential } from './credential.ts';
import type { Secret } from './secret.ts';

/** A key set as LivePerson issues it: App Key, Secret, Access Token, Access Token Secret. */
export type OAuth1Keys = {
  readonly consumerKey: string;
  readonly consumerSecret: Secret;
  readonly token: string;
  readonly tokenSecret: Secret;
};

/**
 * OAuth 1.0a with HMAC-SHA1 (RFC 5849). Each attempt has its own nonce. The URL is signed exactly; the JSON body is not
 * signed. `newNonce` must never return the same text twice.
 */
export function oauth1(keys: OAuth1Keys, newNonce = () => randomBytes(16).toString('hex')): Credential {
  const signer = new OAuth({
    consumer: { key: keys.consumerKey, secret: keys.consumerSecret.reveal() },
    signature_method: 'HMAC-SHA1',
    hash_function: (text, key) => createHmac('sha1', key).update(text).digest('base64'),
  });
  // The library's own nonce uses Math.random.
  signer.getNonce = newNonce;
  return {
    authorize({ method, url }) {
      const token = { key: keys.token, secret: keys.tokenSecret.reveal() };
      return signer.toHeader(signer.authorize({ method, ...signedParts(url) }, token)).Authorization;
    },
  };
}

/** The URL as sent, split for the library, whose own parser leaves names encoded and loses empty values. */
function signedParts(url: string) {
  const { origin, pathname, searchParams } = new URL(url);
  const data = Object.fromEntries([...searchParams.keys()].map((name) => [name, searchParams.getAll(name)]));
  return { url: origin + pathname, data };
}
