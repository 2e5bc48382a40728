import type { Redis } from 'ioredis';
import { type CredentialKeys, createSealing } from '../auth/sealing.ts';
import type { Secret } from '../auth/secret.ts';
import { type FreshnessOptions, freshMs } from '../freshness.ts';
import type { CacheOptions } from '../http/with-cache.ts';
import type { AnswerMemory } from './answer-memory.ts';
import { answersSince, createAnswerStore } from './answer-store.ts';
import { createLeases } from './leases.ts';
import type { Observer } from './observer.ts';
import { createSealedTexts } from './sealed-texts.ts';

/** What the caches of all accounts share. */
export type CacheShared = {
  readonly observer: Observer;
  /** Null if this process shares nothing with others. */
  readonly redis: Redis | null;
  /** Null or missing if caching is off. */
  readonly answers?: AnswerMemory | null;
};

/** How long answers are cached, and how long a refresh may take. */
export type CacheSettings = {
  readonly cache: FreshnessOptions;
  /** Maximum milliseconds of a refresh, including its retries. */
  readonly deadlineMs: number;
};

/** The cache for one account and credential; null if caching is off. */
export function accountCache(
  accountId: string,
  keys: CredentialKeys,
  { cache, deadlineMs }: CacheSettings,
  { answers, observer, redis }: CacheShared,
): CacheOptions | null {
  if (!answers) return null;
  const sealing = createSealing(accountId, keys);
  return {
    store: createAnswerStore(answers, sealing, redis && createSealedTexts(redis, sealing)),
    leases: redis && createLeases(redis),
    freshMs: (request, fetchedAt) => freshMs(cache, request, fetchedAt),
    stale: cache,
    refreshTimeoutMs: deadlineMs,
    onResult: ({ family }, result) => observer.cache({ accountId, family }, result),
  };
}

/** The cache for a caller's own token. It ignores answers that were fetched before now. */
export function callerCache(
  accountId: string,
  token: Secret,
  settings: CacheSettings,
  shared: CacheShared,
): CacheOptions | null {
  const cache = accountCache(accountId, token, settings, shared);
  return cache && { ...cache, store: answersSince(cache.store, Date.now()) };
}
