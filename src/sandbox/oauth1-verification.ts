import { createHmac, timingSafeEqual } from 'node:crypto';
import OAuth from 'oauth-1.0a';
import type { SandboxAccount } from './accounts.ts';
import type { Exchange } from './http-exchange.ts';

/** The parameters of an OAuth 1 Authorization header, decoded. */
export type OAuth1Parameters = Record<string, string>;

/** Why an OAuth 1 request is rejected; the first four are names of the oauth_problem extension. */
export type OAuth1Problem =
  | 'consumer_key_unknown'
  | 'token_rejected'
  | 'timestamp_refused'
  | 'signature_invalid'
  | 'nonce_used';

/** The problem with the signature of a request for an account; undefined when it is valid. */
export type OAuth1Check = (
  exchange: Exchange,
  parameters: OAuth1Parameters,
  account: SandboxAccount,
) => OAuth1Problem | undefined;

/** Remembers nonces; `isNew` is true the first time only. */
export type NonceBook = { isNew(nonce: string): boolean; size(): number };

const toleranceMs = 5 * 60_000;

/** Reads an Authorization header of the scheme OAuth, in any case; undefined for another scheme. */
export function parseOAuth1Header(header: string): OAuth1Parameters | undefined {
  const [, list] = /^oauth\s+(.*)$/is.exec(header) ?? [];
  if (list === undefined) return undefined;
  const pairs = [...list.matchAll(/([a-z0-9_]+)="([^"]*)"/gi)];
  try {
    return Object.fromEntries(pairs.map(([, name, value]) => [name, decodeURIComponent(value ?? '')]));
  } catch {
    return {};
  }
}

/** Forgets nonces after ten minutes, when their timestamp is rejected anyway. */
export function createNonceBook(clock: () => number = Date.now): NonceBook {
  const seen = new Map<string, number>();
  const isNew = (nonce: string): boolean => {
    const nowMs = clock();
    for (const [old, since] of seen) {
      if (nowMs - since <= 2 * toleranceMs) break;
      seen.delete(old);
    }
    if (seen.has(nonce)) return false;
    seen.set(nonce, nowMs);
    return true;
  };
  return { isNew, size: () => seen.size };
}

/**
 * Verifies signatures over the URL exactly as requested. The timestamp must be within five minutes of one of the clocks
 * (epoch milliseconds). The nonce of a valid signature is used up.
 */
export function createOAuth1Check(clocks: readonly (() => number)[]): OAuth1Check {
  const nonces = createNonceBook();
  return (exchange, parameters, account) => {
    const { consumerKey, token } = account.credentials.oauth1;
    if (parameters.oauth_consumer_key !== consumerKey) return 'consumer_key_unknown';
    if (parameters.oauth_token !== token) return 'token_rejected';
    const sentAtMs = Number(parameters.oauth_timestamp) * 1000;
    if (!clocks.some((clock) => Math.abs(clock() - sentAtMs) <= toleranceMs)) return 'timestamp_refused';
    if (!isSignedBy(exchange, parameters, account)) return 'signature_invalid';
    if (!parameters.oauth_nonce || !nonces.isNew(`${consumerKey}/${parameters.oauth_nonce}`)) return 'nonce_used';
    return undefined;
  };
}

function isSignedBy(exchange: Exchange, parameters: OAuth1Parameters, account: SandboxAccount): boolean {
  const expected = Buffer.from(expectedSignature(exchange, parameters, account) ?? '');
  const given = Buffer.from(parameters.oauth_signature ?? '');
  return given.length > 0 && given.length === expected.length && timingSafeEqual(given, expected);
}

/** Null when the query cannot be decoded. */
function expectedSignature(
  { method, headers, path }: Exchange,
  parameters: OAuth1Parameters,
  { credentials }: SandboxAccount,
): string | null {
  const { consumerKey, consumerSecret, tokenSecret } = credentials.oauth1;
  const { oauth_signature: _, realm: __, ...signed } = parameters;
  const signer = new OAuth({
    consumer: { key: consumerKey, secret: consumerSecret },
    signature_method: 'HMAC-SHA1',
    hash_function: (text, key) => createHmac('sha1', key).update(text).digest('base64'),
  });
  const url = `http://${headers.host}${path}`;
  try {
    // The package's types list some parameters only, but it signs all of them, as the specification requires.
    return signer.getSignature({ url, method, data: {} }, tokenSecret, signed as unknown as OAuth.Data);
  } catch {
    return null;
  }
}
