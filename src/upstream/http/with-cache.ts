import { serviceOf } from '../family.ts';
import type { FreshnessOptions } from '../freshness.ts';
import { boolean, object, text } from '../wire-values.ts';
import { parseJson } from './decode.ts';
import type { Layer, UpstreamRequest, UpstreamResponse } from './request.ts';
import { UpstreamError, type UpstreamErrorCode } from './upstream-error.ts';

/** A cached answer: the text that came with HTTP 200, and when it was read from the upstream, in epoch milliseconds. */
export type CachedAnswer = { readonly body: string; readonly fetchedAt: number };

/** Where the answers of one account and credential are cached. Nothing here throws: what cannot be read is not there. */
export type AnswerStore = {
  /** The name of a request: method, URL and body. */
  nameOf(request: UpstreamRequest): string;
  /** The nearest cached answer, and where that is not `good` enough, the newest of all; undefined when there is none. */
  find(name: string, good: (answer: CachedAnswer) => boolean): Promise<CachedAnswer | undefined>;
  /** Stores an answer in place of an older one, for at most `forMs` milliseconds. */
  set(name: string, answer: CachedAnswer, forMs: number): void;
  delete(name: string): void;
};

/** Where and how long answers are cached. */
export type CacheOptions = {
  readonly store: AnswerStore;
  /** Milliseconds that an answer to a request is fresh, from `fetchedAt` (epoch milliseconds) on. */
  readonly freshMs: (request: UpstreamRequest, fetchedAt: number) => number;
  readonly stale: Pick<FreshnessOptions, 'staleWhileRevalidateMs' | 'staleIfErrorMs'>;
  /** Milliseconds that a background refresh may take, including its retries. */
  readonly refreshTimeoutMs: number;
  /** Told of each read: answered by a cached answer, by a stale one, or not. */
  readonly onResult: (request: UpstreamRequest, result: 'hit' | 'stale' | 'miss') => void;
};

/** Refreshes take turns with clients as one more of them. */
const REFRESH_CLIENT = 'refresh';

/** Failures during which an older answer is better than none. */
const OUTAGES: ReadonlySet<UpstreamErrorCode> = new Set([
  'UPSTREAM_UNREACHABLE',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_RATE_LIMITED',
  'UPSTREAM_UNAVAILABLE',
]);

/** Refusals: what was cached before is the caller's no more. */
const REFUSALS: ReadonlySet<UpstreamErrorCode> = new Set([
  'UPSTREAM_UNAUTHORIZED',
  'UPSTREAM_NOT_FOUND',
  'UPSTREAM_REJECTED',
]);

/**
 * Answers reads from what was answered before. While an answer is fresh, it costs no call; a while longer it is served
 * stale, with one refresh behind it that has a deadline of its own; and longer still when the upstream is out of order.
 * A `fresh` call always asks the upstream. Errors are never cached, and a refusal deletes what was.
 */
export function withCache(options: CacheOptions): Layer {
  const { store, freshMs, refreshTimeoutMs, onResult } = options;
  const { staleWhileRevalidateMs, staleIfErrorMs } = options.stale;

  const freshForMs = (request: UpstreamRequest, fetchedAt: number) => {
    const ttlMs = freshMs(request, fetchedAt);
    // Another process's clock may be ahead of this one's.
    return Math.min(ttlMs, fetchedAt + ttlMs - Date.now());
  };

  const use = (request: UpstreamRequest, name: string, cached: CachedAnswer): UpstreamResponse => {
    const { body, fetchedAt } = cached;
    request.call.onFreshness?.({ fetchedAt, freshForMs: freshForMs(request, fetchedAt) });
    return { status: 200, headers: {}, body, fetchedAt, cached, discard: () => store.delete(name) };
  };

  return (next) => {
    const refreshing = new Set<string>();
    /** Those who share a call get one answer object, which is looked at once. */
    const seen = new WeakMap<UpstreamResponse, UpstreamResponse>();

    const cache = (request: UpstreamRequest, name: string, response: UpstreamResponse): UpstreamResponse => {
      const json = cacheableJson(request, response);
      if (json === undefined) return response;
      const { body, fetchedAt } = response;
      const forMs = freshMs(request, fetchedAt) + Math.max(staleWhileRevalidateMs, staleIfErrorMs);
      const cached = { body, fetchedAt };
      store.set(name, cached, forMs);
      return { ...response, json, cached, discard: () => store.delete(name) };
    };

    const fetch = async (request: UpstreamRequest, name: string): Promise<UpstreamResponse> => {
      try {
        const response = await next(request);
        const answer = seen.get(response) ?? cache(request, name, response);
        seen.set(response, answer);
        const { fetchedAt } = answer;
        const isCached = answer.discard !== undefined;
        request.call.onFreshness?.({ fetchedAt, freshForMs: isCached ? freshForMs(request, fetchedAt) : 0 });
        return answer;
      } catch (error) {
        if (error instanceof UpstreamError && REFUSALS.has(error.code)) store.delete(name);
        throw error;
      }
    };

    const refresh = async (request: UpstreamRequest, name: string) => {
      if (refreshing.has(name)) return;
      refreshing.add(name);
      const deadlineAt = Date.now() + refreshTimeoutMs;
      const call = { signal: AbortSignal.timeout(refreshTimeoutMs), deadlineAt, client: REFRESH_CLIENT };
      // Whoever asks when the answer is too old to be served sees the failure.
      await fetch({ ...request, call }, name).catch(() => undefined);
      refreshing.delete(name);
    };

    return async (request) => {
      if (!request.repeatable) return next(request);
      const name = store.nameOf(request);
      const lateMs = (answer: CachedAnswer) => -freshForMs(request, answer.fetchedAt);
      const cached = request.call.fresh ? undefined : await store.find(name, (answer) => lateMs(answer) < 0);
      if (cached !== undefined && lateMs(cached) < staleWhileRevalidateMs) {
        const isFresh = lateMs(cached) < 0;
        onResult(request, isFresh ? 'hit' : 'stale');
        if (!isFresh) void refresh(request, name);
        return use(request, name, cached);
      }
      try {
        const answer = await fetch(request, name);
        onResult(request, 'miss');
        return answer;
      } catch (error) {
        const better = cached !== undefined && lateMs(cached) < staleIfErrorMs && isOutage(error);
        onResult(request, better ? 'stale' : 'miss');
        if (better) return use(request, name, cached);
        throw error;
      }
    };
  };
}

function isOutage(error: unknown): boolean {
  return error instanceof UpstreamError && OUTAGES.has(error.code);
}

/** The one rule of what is cached: HTTP 200 whose body is JSON that does not say it failed. Undefined for anything else. */
function cacheableJson({ family }: UpstreamRequest, response: UpstreamResponse): unknown {
  if (response.status !== 200) return undefined;
  try {
    const json = parseJson(serviceOf(family), response);
    const answer = object(json);
    return boolean(answer?.success) === false || text(answer?.error) !== null ? undefined : json;
  } catch {
    return undefined;
  }
}
