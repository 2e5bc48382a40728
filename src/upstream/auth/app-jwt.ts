import { decodeJwt } from 'jose';
import { z } from 'zod';
import { decode, parseJson } from '../http/decode.ts';
import type { Call, Send } from '../http/request.ts';
import { createSingleValue, type Expiring } from '../http/single-value.ts';
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
  /** Milliseconds that one fetch, with its retries, may take. */
  readonly timeoutMs: number;
  /** Where processes share their tokens; null where they do not. */
  readonly kept: KeptToken | null;
};

/** The place of one account's and credential's token that processes share. Nothing here throws. */
export type KeptToken = {
  /** Null when there is none. */
  get(): Promise<string | null>;
  /** Keeps a text for `forMs` milliseconds; returns at once. */
  set(text: string, forMs: number): void;
};

/** A token is renewed this long before its `exp`, or after four fifths of a shorter life. */
const RENEW_BEFORE_MS = 5 * 60_000;
/** The life of a token that tells none. */
const UNSTATED_LIFE_MS = 10 * 60_000;

const TokenAnswer = z.looseObject({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().optional().catch(undefined),
});

/**
 * OAuth 2 client credentials (Sentinel, `app/token`): one fetch at a time, kept until shortly before `exp`, anew after a
 * 401. A token that another process fetched is taken, unless it is the one that was refused.
 */
export function appJwt(options: AppJwtOptions): Credential {
  let refused: string | undefined;
  const fetchOrTake = async (call: Call) => {
    const taken = parsed((await options.kept?.get()) ?? null);
    if (taken !== null && taken.value !== refused && Date.now() < taken.expiresAt) return taken;
    const fetched = await fetchHeader(options, call);
    options.kept?.set(JSON.stringify(fetched), fetched.expiresAt - Date.now());
    return fetched;
  };
  const header = createSingleValue('SENTINEL', fetchOrTake, options.timeoutMs);
  return {
    prepare: (call) => header.get(call),
    authorize: ({ call }) => header.get(call),
    renew(authorization) {
      refused = authorization;
      header.drop(authorization);
    },
  };
}

const KeptHeader = z.object({ value: z.string().min(1), expiresAt: z.number() });

function parsed(text: string | null): Expiring<string> | null {
  return text === null ? null : (KeptHeader.safeParse(JSON.parse(text)).data ?? null);
}

async function fetchHeader({ accountId, keys, sentinel, send }: AppJwtOptions, call: Call): Promise<Expiring<string>> {
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
  return { value: `Bearer ${answer.access_token}`, expiresAt: now + lifeMs - Math.min(RENEW_BEFORE_MS, lifeMs / 5) };
}

function lifeOf(token: string, expiresInSeconds: number | undefined, now: number): number {
  try {
    const { exp } = decodeJwt(token);
    if (exp !== undefined) return Math.max(0, exp * 1000 - now);
  } catch {
    // Sentinel promises a JWT, but a client needs only something to send.
  }
  return expiresInSeconds === undefined ? UNSTATED_LIFE_MS : expiresInSeconds * 1000;
}
