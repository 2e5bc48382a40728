import type { Redis } from 'ioredis';
import type { AppJwtKeys } from '../auth/app-jwt.ts';
import type { OAuth1Keys } from '../auth/oauth1.ts';
import { createSealing } from '../auth/sealing.ts';
import type { Secret } from '../auth/secret.ts';
import { type FreshnessOptions, freshMs } from '../freshness.ts';
import type { CacheOptions } from '../http/with-cache.ts';
import type { AnswerMemory } from './answer-memory.ts';
import { answersSince, createAnswerStore } from './answer-store.ts';
import type { Observer } from './observer.ts';
import { createSealedTexts } from './sealed-texts.ts';

/** What the caches of all accounts share. */
export type CacheShared = {
  readonly observer: Observer;
  /** Null where this process shares nothing with others. */
  readonly redis: Redis | null;
  /** Null or missing where nothing is cached. */
  readonly answers?: AnswerMemory | null;
};

/** How long answers are cached, and what a refresh may take. */
export type CacheSettings = {
  readonly cache: FreshnessOptions;
  /** Milliseconds. */
  readonly deadlineMs: number;
};

/** The cache of the answers that one credential of an account got; null where nothing is cached. */
export function accountCache(
  accountId: string,
  keys: AppJwtKeys | OAuth1Keys | Secret,
  { cache, deadlineMs }: CacheSettings,
  { answers, observer, redis }: CacheShared,
): CacheOptions | null {
  if (!answers) return null;
  const sealing = createSealing(accountId, keys);
  return {
    store: createAnswerStore(answers, sealing, redis && createSealedTexts(redis, sealing)),
    freshMs: (request, fetchedAt) => freshMs(cache, request, fetchedAt),
    stale: cache,
    refreshTimeoutMs: deadlineMs,
    onResult: ({ family }, result) => observer.cache({ accountId, family }, result),
  };
}

/** The cache of the answers that a caller got with its own token: what was cached before now does not count. */
export function callerCache(
  accountId: string,
  token: Secret,
  settings: CacheSettings,
  shared: CacheShared,
): CacheOptions | null {
  const cache = accountCache(accountId, token, settings, shared);
  return cache && { ...cache, store: answersSince(cache.store, Date.now()) };
}
