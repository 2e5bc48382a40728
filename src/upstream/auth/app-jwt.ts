import { decodeJwt } from 'jose';
import { z } from 'zod';
import { decode, parseJson } from '../http/decode.ts';
import type { Call, Send } from '../http/request.ts';
import { createSingleValue, type Expiring } from '../http/single-value.ts';
import { UpstreamError } from '../http/upstream-error.ts';
import type { Credential } from './credential.ts';
import type { Secret } from './secret.ts';

/** An application's client credentials for Sentinel. */
export type AppJwtKeys = { readonly clientId: string; readonly clientSecret: Secret };

/** Where and how tokens are fetched. */
export type AppJwtOptions = {
  readonly accountId: string;
  readonly keys: AppJwtKeys;
  /** The base URL of Sentinel, without a trailing slash. */
  readonly sentinel: (call: Call) => Promise<string>;
  readonly send: Send;
  /** Maximum milliseconds of one fetch, including its retries. */
  readonly timeoutMs: number;
  /** Where the token is stored. */
  readonly tokenStore: TokenStore;
  /** Called for each token that has expired on arrival. Must return quickly and not throw. */
  readonly onExpired: (error: UpstreamError, call: Call) => void;
};

/** The stored token of one account and credential. Nothing here throws. */
export type TokenStore = {
  /** Null if there is none. */
  get(): Promise<string | null>;
  /** Stores a text for `forMs` milliseconds. Returns at once. */
  set(text: string, forMs: number): void;
};

/** A token is renewed this long before it expires, or after four fifths of its lifetime if that is later. */
const RENEW_BEFORE_MS = 5 * 60_000;
/** The lifetime assumed for a token that states none. */
const UNSTATED_LIFE_MS = 10 * 60_000;
/** A token that has expired by this machine's clock is used for this long: Sentinel's clock may be behind. */
const EXPIRED_LIFE_MS = 30_000;

const TokenAnswer = z.looseObject({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().optional().catch(undefined),
});

/**
 * OAuth 2 client credentials (Sentinel, `app/token`). One fetch at a time; the token is cached until shortly before it
 * expires, and fetched again after a 401. A token in the store is used unless it is the one that was refused. A token
 * that has expired on arrival is used all the same, but if it gets a 401, no other is fetched for a while, and requests
 * fail, unsent, with `UPSTREAM_UNAUTHORIZED`. Price: one call per fetch.
 */
export function appJwt(options: AppJwtOptions): Credential {
  let rejected: string | undefined;
  let nextFetchAt = 0;
  const storedOrFetched = async (call: Call) => {
    const stored = parsed(await options.tokenStore.get());
    if (stored !== null && stored.value !== rejected && Date.now() < stored.expiresAt) return stored;
    if (Date.now() < nextFetchAt) throw expiredToken(nextFetchAt);
    const { isExpired, ...fetched } = await fetchHeader(options, call);
    if (isExpired) {
      nextFetchAt = fetched.expiresAt;
      options.onExpired(expiredToken(nextFetchAt), call);
    }
    options.tokenStore.set(JSON.stringify(fetched), fetched.expiresAt - Date.now());
    return fetched;
  };
  const header = createSingleValue('SENTINEL', storedOrFetched, options.timeoutMs);
  return {
    prepare: (call) => header.get(call),
    authorize: ({ call }) => header.get(call),
    renew(authorization) {
      rejected = authorization;
      header.drop(authorization);
    },
  };
}

const StoredHeader = z.object({ value: z.string().min(1), expiresAt: z.number() });

function parsed(text: string | null): Expiring<string> | null {
  return text === null ? null : (StoredHeader.safeParse(JSON.parse(text)).data ?? null);
}

async function fetchHeader(
  { accountId, keys, sentinel, send }: AppJwtOptions,
  call: Call,
): Promise<Expiring<string> & { readonly isExpired: boolean }> {
  const baseUrl = await sentinel(call);
  const response = await send({
    method: 'POST',
    url: `${baseUrl}/sentinel/api/account/${accountId}/app/token?v=1.0&grant_type=client_credentials`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({ client_id: keys.clientId, client_secret: keys.clientSecret.reveal() }).toString(),
    family: 'sentinel',
    repeatable: true,
    call,
  });
  const answer = decode('SENTINEL', TokenAnswer, parseJson('SENTINEL', response));
  const now = Date.now();
  const lifeMs = lifeOf(answer.access_token, answer.expires_in, now);
  const isExpired = lifeMs <= 0;
  const useMs = isExpired ? EXPIRED_LIFE_MS : lifeMs - Math.min(RENEW_BEFORE_MS, lifeMs / 5);
  return { value: `Bearer ${answer.access_token}`, expiresAt: now + useMs, isExpired };
}

function expiredToken(nextFetchAt: number): UpstreamError {
  const retryAfterMs = Math.max(1, nextFetchAt - Date.now());
  const sentence = `issued a token that has already expired by the gateway's clock; the gateway asks for another in ${Math.ceil(retryAfterMs / 1000)} s`;
  return new UpstreamError('UPSTREAM_UNAUTHORIZED', 'SENTINEL', sentence, { delivery: 'unsent', retryAfterMs });
}

function lifeOf(token: string, expiresInSeconds: number | undefined, now: number): number {
  try {
    const { exp } = decodeJwt(token);
    if (exp !== undefined) return exp * 1000 - now;
  } catch {
    // Sentinel documents a JWT, but any token can be sent.
  }
  return expiresInSeconds === undefined ? UNSTATED_LIFE_MS : expiresInSeconds * 1000;
}
