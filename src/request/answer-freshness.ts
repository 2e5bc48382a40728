import type { Call } from '../upstream/http/request.ts';

/** How fresh the upstream responses are that went into the answer to one client request. */
export type AnswerFreshness = {
  readonly onFreshness: NonNullable<Call['onFreshness']>;
  /** Until when all of them are fresh, in epoch milliseconds; null if there are none, or one of them is not cached. */
  freshUntil(): number | null;
  /** When the oldest stale response was fetched, in epoch milliseconds; null when none is stale. */
  oldestStaleAt(): number | null;
};

/** Tracks one client request from now on. A response fetched since then is not stale, however short its freshness. */
export function watchFreshness(): AnswerFreshness {
  const startedAt = Date.now();
  let freshUntil = Number.POSITIVE_INFINITY;
  let isKnown = true;
  let oldestStaleAt = Number.POSITIVE_INFINITY;
  return {
    onFreshness({ fetchedAt, freshForMs }) {
      if (freshForMs === null) {
        isKnown = false;
        return;
      }
      freshUntil = Math.min(freshUntil, Date.now() + freshForMs);
      if (freshForMs <= 0 && fetchedAt < startedAt) oldestStaleAt = Math.min(oldestStaleAt, fetchedAt);
    },
    freshUntil: () => (isKnown && freshUntil !== Number.POSITIVE_INFINITY ? freshUntil : null),
    oldestStaleAt: () => (oldestStaleAt === Number.POSITIVE_INFINITY ? null : oldestStaleAt),
  };
}
