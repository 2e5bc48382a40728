import type { Call } from '../upstream/http/request.ts';

/** What the answer to one client request was made of. */
export type AnswerFreshness = {
  readonly onFreshness: NonNullable<Call['onFreshness']>;
  /** Milliseconds for which all that was used may be used again, 0 at least; null when nothing is known. */
  freshForMs(): number | null;
  /** When the oldest of the stale answers was fetched, in epoch milliseconds; null when none was stale. */
  oldestStaleAt(): number | null;
};

/** Watches one client request that came at `cameAt`: what was fetched since is not stale, however short its life. */
export function watchFreshness(cameAt = Date.now()): AnswerFreshness {
  let freshUntil = Number.POSITIVE_INFINITY;
  let oldestStaleAt = Number.POSITIVE_INFINITY;
  return {
    onFreshness({ fetchedAt, freshForMs }) {
      freshUntil = Math.min(freshUntil, Date.now() + freshForMs);
      if (freshForMs <= 0 && fetchedAt < cameAt) oldestStaleAt = Math.min(oldestStaleAt, fetchedAt);
    },
    freshForMs: () => (freshUntil === Number.POSITIVE_INFINITY ? null : Math.max(0, freshUntil - Date.now())),
    oldestStaleAt: () => (oldestStaleAt === Number.POSITIVE_INFINITY ? null : oldestStaleAt),
  };
}
