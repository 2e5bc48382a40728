import type { Redis } from 'ioredis';
import type { AppJwtKeys, KeptToken } from '../auth/app-jwt.ts';
import type { OAuth1Keys } from '../auth/oauth1.ts';
import { createSealing } from '../auth/sealing.ts';
import type { Secret } from '../auth/secret.ts';
import type { FreshnessOptions } from '../http/freshness.ts';
import type { CacheOptions } from '../http/with-cache.ts';
import type { AnswerMemory } from './answer-memory.ts';
import { answersSince, createAnswerStore } from './answer-store.ts';
import type { Observer } from './observer.ts';
import { createSealedTexts } from './sealed-texts.ts';

/** What the accounts of this process share, as far as it is kept. */
export type KeptBy = {
  readonly observer: Observer;
  /** Null where this process shares nothing with others. */
  readonly redis: Redis | null;
  /** Null or missing where nothing is kept. */
  readonly answers?: AnswerMemory | null;
};

/** How long answers are kept, and what a refresh may take. */
export type KeptFor = {
  readonly cache: FreshnessOptions;
  /** Milliseconds. */
  readonly deadlineMs: number;
};

/** Where the answers that one credential of an account got are kept; null where nothing is. */
export function accountCache(
  accountId: string,
  keys: AppJwtKeys | OAuth1Keys | Secret,
  { cache, deadlineMs }: KeptFor,
  { answers, observer, redis }: KeptBy,
): CacheOptions | null {
  if (!answers) return null;
  const sealing = createSealing(accountId, keys);
  return {
    store: createAnswerStore(answers, sealing, redis && createSealedTexts(redis, sealing)),
    freshness: cache,
    refreshTimeoutMs: deadlineMs,
    onResult: ({ family }, result) => observer.cache({ accountId, family }, result),
  };
}

/** Where the answers are kept that a caller got with its own token, from now on: what was kept before counts no more. */
export function callerCache(accountId: string, token: Secret, keptFor: KeptFor, keptBy: KeptBy): CacheOptions | null {
  const cache = accountCache(accountId, token, keptFor, keptBy);
  return cache && { ...cache, store: answersSince(cache.store, Date.now()) };
}

/** Where processes share the App JWT of an account's application; null where they share nothing. */
export function accountToken(accountId: string, keys: AppJwtKeys, redis: Redis | null): KeptToken | null {
  if (redis === null) return null;
  const sealing = createSealing(accountId, keys);
  const texts = createSealedTexts(redis, sealing);
  const name = sealing.nameOf('token', '');
  return { get: () => texts.get(name), set: (text, forMs) => texts.set(name, text, forMs) };
}
