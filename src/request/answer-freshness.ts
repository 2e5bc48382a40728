import type { Call } from '../upstream/http/request.ts';

/** How fresh the upstream responses are that went into the answer to one client request. */
export type AnswerFreshness = {
  readonly onFreshness: NonNullable<Call['onFreshness']>;
  /** Milliseconds for which all of them stay fresh, at least 0; null when there are none. */
  freshForMs(): number | null;
  /** When the oldest stale response was fetched, in epoch milliseconds; null when none is stale. */
  oldestStaleAt(): number | null;
};

/** Tracks one client request from now on. A response fetched since then is not stale, however short its freshness. */
export function watchFreshness(): AnswerFreshness {
  const startedAt = Date.now();
  let freshUntil = Number.POSITIVE_INFINITY;
  let oldestStaleAt = Number.POSITIVE_INFINITY;
  return {
    onFreshness({ fetchedAt, freshForMs }) {
      freshUntil = Math.min(freshUntil, Date.now() + freshForMs);
      if (freshForMs <= 0 && fetchedAt < startedAt) oldestStaleAt = Math.min(oldestStaleAt, fetchedAt);
    },
    freshForMs: () => (freshUntil === Number.POSITIVE_INFINITY ? null : Math.max(0, freshUntil - Date.now())),
    oldestStaleAt: () => (oldestStaleAt === Number.POSITIVE_INFINITY ? null : oldestStaleAt),
  };
}
