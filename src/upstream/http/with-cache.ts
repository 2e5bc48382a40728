import { serviceOf } from '../family.ts';
import type { FreshnessOptions } from '../freshness.ts';
import { boolean, object, text } from '../wire-values.ts';
import { parseJson } from './decode.ts';
import type { Answers, CachedAnswer, Layer, UpstreamRequest, UpstreamResponse } from './request.ts';
import { UpstreamError, type UpstreamErrorCode } from './upstream-error.ts';
import type { Leases } from './with-lease.ts';

/**
 * The cached answers of one account and credential. Nothing here throws: an answer that cannot be read counts as
 * missing.
 */
export type AnswerStore = {
  /** The name of a request, made of its method, URL and body. */
  nameOf(request: UpstreamRequest): string;
  /** The first answer found that is `good`, else the newest one; undefined if there is none. */
  find(name: string, good: (answer: CachedAnswer) => boolean): Promise<CachedAnswer | undefined>;
  /** Stores an answer for at most `forMs` milliseconds, in place of any older one. Returns it as `find` will. */
  set(name: string, answer: CachedAnswer, forMs: number): CachedAnswer;
  delete(name: string): void;
};

/** Where answers are cached, and for how long. */
export type CacheOptions = {
  readonly store: AnswerStore;
  /** Null if this process shares nothing with others. */
  readonly leases: Leases | null;
  /** Milliseconds that an answer to a request is fresh, from `fetchedAt` (epoch milliseconds) on. */
  readonly freshMs: (request: UpstreamRequest, fetchedAt: number) => number;
  /** How long stale answers are served. */
  readonly stale: Pick<FreshnessOptions, 'staleWhileRevalidateMs' | 'staleIfErrorMs'>;
  /** Milliseconds that a background refresh may take, including its retries. */
  readonly refreshTimeoutMs: number;
  /** Called for each read: a fresh cached answer was used, a stale one, or none. */
  readonly onResult: (request: UpstreamRequest, result: 'hit' | 'stale' | 'miss') => void;
};

/** All refreshes together wait for their turns like one client. */
const REFRESH_CLIENT = 'refresh';

/** Failures after which a stale answer is served. */
const OUTAGES: ReadonlySet<UpstreamErrorCode> = new Set([
  'UPSTREAM_UNREACHABLE',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_RATE_LIMITED',
  'UPSTREAM_UNAVAILABLE',
]);

/** Failures that delete the cached answer, because the caller may no longer have access. */
const REFUSALS: ReadonlySet<UpstreamErrorCode> = new Set([
  'UPSTREAM_UNAUTHORIZED',
  'UPSTREAM_NOT_FOUND',
  'UPSTREAM_REJECTED',
]);

/** The response of a cached answer. A class, because a getter in an object literal is never cheap: see docs/decisions.md. */
class KeptResponse implements UpstreamResponse {
  readonly status = 200;
  readonly headers = {};
  readonly cached: CachedAnswer;
  readonly discard: () => void;

  constructor(cached: CachedAnswer, discard: () => void) {
    this.cached = cached;
    this.discard = discard;
  }

  /** Usually not read, because what was made of it is still known. */
  get body(): string {
    return this.cached.body;
  }

  get fetchedAt(): number {
    return this.cached.fetchedAt;
  }
}

/**
 * Answers reads from the cache. A fresh answer costs no call. For a while after that, a stale answer is served while
 * one refresh runs in the background, with its own deadline; and for longer if the upstream is down. A `fresh` call
 * always goes to the upstream, and a poll if there is nothing fresh. Errors are never cached, and a refusal deletes the cached answer.
 */
export function withCache(options: CacheOptions): Layer {
  const { freshMs, refreshTimeoutMs, onResult } = options;
  const { staleWhileRevalidateMs, staleIfErrorMs } = options.stale;

  const freshForMs = (request: UpstreamRequest, fetchedAt: number) => {
    const ttlMs = freshMs(request, fetchedAt);
    // Another process's clock may be ahead.
    return Math.min(ttlMs, fetchedAt + ttlMs - Date.now());
  };

  const storeOf = ({ call: { bulk } }: UpstreamRequest) =>
    bulk === undefined ? options.store : over(options.store, bulk);

  const use = (request: UpstreamRequest, name: string, cached: CachedAnswer): UpstreamResponse => {
    const { fetchedAt } = cached;
    request.call.onFreshness?.({ name, fetchedAt, freshForMs: freshForMs(request, fetchedAt) });
    return new KeptResponse(cached, () => storeOf(request).delete(name));
  };

  return (next) => {
    const refreshing = new Set<string>();
    /** Waiters that share a call get the same response object, which is cached once. */
    const seen = new WeakMap<UpstreamResponse, UpstreamResponse>();

    const cache = (request: UpstreamRequest, name: string, response: UpstreamResponse): UpstreamResponse => {
      const json = cacheableJson(request, response);
      if (json === undefined) return response;
      const { body, fetchedAt } = response;
      const forMs = freshMs(request, fetchedAt) + Math.max(staleWhileRevalidateMs, staleIfErrorMs);
      const store = storeOf(request);
      const cached = store.set(name, { body, fetchedAt }, forMs);
      return { ...response, json, cached, discard: () => store.delete(name) };
    };

    const fetch = async (request: UpstreamRequest, name: string): Promise<UpstreamResponse> => {
      try {
        const response = await next(request);
        const answer = seen.get(response) ?? cache(request, name, response);
        seen.set(response, answer);
        const { fetchedAt } = answer;
        if (answer.cached !== undefined)
          request.call.onFreshness?.({ name, fetchedAt, freshForMs: freshForMs(request, fetchedAt) });
        return answer;
      } catch (error) {
        if (error instanceof UpstreamError && REFUSALS.has(error.code)) storeOf(request).delete(name);
        throw error;
      }
    };

    const refresh = async (request: UpstreamRequest, name: string) => {
      if (refreshing.has(name)) return;
      refreshing.add(name);
      const deadlineAt = Date.now() + refreshTimeoutMs;
      const call = { signal: AbortSignal.timeout(refreshTimeoutMs), deadlineAt, client: REFRESH_CLIENT };
      // A read that finds the answer too old to serve reports the failure.
      await fetch({ ...request, call }, name).catch(() => undefined);
      refreshing.delete(name);
    };

    return async (request) => {
      if (!request.repeatable) return next(request);
      const store = storeOf(request);
      const name = store.nameOf(request);
      const staleForMs = (answer: CachedAnswer) => -freshForMs(request, answer.fetchedAt);
      const cached = request.call.fresh ? undefined : await store.find(name, (answer) => staleForMs(answer) < 0);
      const servedStaleMs = request.call.poll ? 0 : staleWhileRevalidateMs;
      if (cached !== undefined && staleForMs(cached) < servedStaleMs) {
        const isFresh = staleForMs(cached) < 0;
        onResult(request, isFresh ? 'hit' : 'stale');
        if (!isFresh) void refresh(request, name);
        return use(request, name, cached);
      }
      try {
        const answer = await fetch(request, name);
        onResult(request, 'miss');
        return answer;
      } catch (error) {
        const isUsable = cached !== undefined && staleForMs(cached) < staleIfErrorMs && isOutage(error);
        onResult(request, isUsable ? 'stale' : 'miss');
        if (isUsable) return use(request, name, cached);
        throw error;
      }
    };
  };
}

/** A store whose new answers go to `bulk`. A refusal holds for both. */
function over(store: AnswerStore, bulk: Answers): AnswerStore {
  return {
    nameOf: store.nameOf,
    async find(name, good) {
      const near = bulk.get(name);
      return near !== undefined && good(near) ? near : store.find(name, good);
    },
    set: (name, answer) => bulk.set(name, answer),
    delete(name) {
      bulk.delete(name);
      store.delete(name);
    },
  };
}

function isOutage(error: unknown): boolean {
  return error instanceof UpstreamError && OUTAGES.has(error.code);
}

/**
 * The JSON of an answer that may be cached: HTTP 200 with JSON that does not report a failure. Undefined for any other.
 */
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
