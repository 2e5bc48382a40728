import { serviceOf } from '../family.ts';
import { boolean, object, text } from '../wire-values.ts';
import { parseJson } from './decode.ts';
import { type FreshnessOptions, freshMs } from './freshness.ts';
import type { Layer, UpstreamRequest, UpstreamResponse } from './request.ts';
import { UpstreamError, type UpstreamErrorCode } from './upstream-error.ts';

/** A kept answer: the text that came with HTTP 200, and when it was read from the upstream, in epoch milliseconds. */
export type KeptAnswer = { readonly body: string; readonly fetchedAt: number };

/** Where the answers of one account and credential are kept. Nothing here throws: what cannot be read is not there. */
export type AnswerStore = {
  /** The name of a request: method, URL and body. */
  nameOf(request: UpstreamRequest): string;
  /** The nearest kept answer, and where that is not `good` enough, the newest of all; undefined when there is none. */
  find(name: string, good: (answer: KeptAnswer) => boolean): Promise<KeptAnswer | undefined>;
  /** Keeps an answer, in place of an older one, for at most `forMs` milliseconds. */
  keep(name: string, answer: KeptAnswer, forMs: number): void;
  forget(name: string): void;
};

/** Where and how long answers are kept. */
export type CacheOptions = {
  readonly store: AnswerStore;
  readonly freshness: FreshnessOptions;
  /** Milliseconds that a refresh behind a stale answer may take with its retries. */
  readonly refreshTimeoutMs: number;
  /** Told of each read: answered by a kept answer, by a stale one, or not. */
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

/** Refusals: what was kept before is the caller's no more. */
const REFUSALS: ReadonlySet<UpstreamErrorCode> = new Set([
  'UPSTREAM_UNAUTHORIZED',
  'UPSTREAM_NOT_FOUND',
  'UPSTREAM_REJECTED',
]);

/**
 * Answers reads from what was answered before. While an answer is fresh, it costs no call; a while longer it is served
 * stale, with one refresh behind it that has a deadline of its own; and longer still when the upstream is out of order.
 * A `fresh` call always asks the upstream. Errors are never kept, and a refusal forgets what was.
 */
export function withCache(options: CacheOptions): Layer {
  const { store, freshness, refreshTimeoutMs, onResult } = options;
  const { staleWhileRevalidateMs, staleIfErrorMs } = freshness;

  const freshForMs = (request: UpstreamRequest, fetchedAt: number) => {
    const ttlMs = freshMs(freshness, request, fetchedAt);
    // Another process's clock may be ahead of this one's.
    return Math.min(ttlMs, fetchedAt + ttlMs - Date.now());
  };

  const use = (request: UpstreamRequest, name: string, kept: KeptAnswer): UpstreamResponse => {
    const { body, fetchedAt } = kept;
    request.call.onKept?.({ fetchedAt, freshForMs: freshForMs(request, fetchedAt) });
    return { status: 200, headers: {}, body, fetchedAt, kept, discard: () => store.forget(name) };
  };

  return (next) => {
    const refreshing = new Set<string>();
    /** Those who share a call get one answer object, which is looked at once. */
    const seen = new WeakMap<UpstreamResponse, UpstreamResponse>();

    const keep = (request: UpstreamRequest, name: string, response: UpstreamResponse): UpstreamResponse => {
      const json = keepableJson(request, response);
      if (json === undefined) return response;
      const { body, fetchedAt } = response;
      const forMs = freshMs(freshness, request, fetchedAt) + Math.max(staleWhileRevalidateMs, staleIfErrorMs);
      const kept = { body, fetchedAt };
      store.keep(name, kept, forMs);
      return { ...response, json, kept, discard: () => store.forget(name) };
    };

    const fetch = async (request: UpstreamRequest, name: string): Promise<UpstreamResponse> => {
      try {
        const response = await next(request);
        const answer = seen.get(response) ?? keep(request, name, response);
        seen.set(response, answer);
        const { fetchedAt } = answer;
        const kept = answer.discard !== undefined;
        request.call.onKept?.({ fetchedAt, freshForMs: kept ? freshForMs(request, fetchedAt) : 0 });
        return answer;
      } catch (error) {
        if (error instanceof UpstreamError && REFUSALS.has(error.code)) store.forget(name);
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
      const lateMs = (answer: KeptAnswer) => -freshForMs(request, answer.fetchedAt);
      const kept = request.call.fresh ? undefined : await store.find(name, (answer) => lateMs(answer) < 0);
      if (kept !== undefined && lateMs(kept) < staleWhileRevalidateMs) {
        const isFresh = lateMs(kept) < 0;
        onResult(request, isFresh ? 'hit' : 'stale');
        if (!isFresh) void refresh(request, name);
        return use(request, name, kept);
      }
      try {
        const answer = await fetch(request, name);
        onResult(request, 'miss');
        return answer;
      } catch (error) {
        const better = kept !== undefined && lateMs(kept) < staleIfErrorMs && isOutage(error);
        onResult(request, better ? 'stale' : 'miss');
        if (better) return use(request, name, kept);
        throw error;
      }
    };
  };
}

function isOutage(error: unknown): boolean {
  return error instanceof UpstreamError && OUTAGES.has(error.code);
}

/** The one rule of what is kept: HTTP 200 whose body is JSON that does not say it failed. Undefined for anything else. */
function keepableJson({ family }: UpstreamRequest, response: UpstreamResponse): unknown {
  if (response.status !== 200) return undefined;
  try {
    const json = parseJson(serviceOf(family), response);
    const answer = object(json);
    return boolean(answer?.success) === false || text(answer?.error) !== null ? undefined : json;
  } catch {
    return undefined;
  }
}
