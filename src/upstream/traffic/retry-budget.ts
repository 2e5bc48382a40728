import { createSlidingCount } from '../http/sliding-count.ts';
import type { RetryBudget } from '../http/with-retry.ts';
import type { Observer } from './observer.ts';
import { perFamily } from './per-family.ts';

/** How many retries there may be, per account and family. */
export type RetryBudgetOptions = {
  /** The share of the last minute's requests that may be repeated, from 0 to 1. */
  readonly budgetShare: number;
  /** Retries a minute that are allowed however few requests there were, so that a quiet gateway repeats, too. */
  readonly budgetFloor: number;
};

const MINUTE_MS = 60_000;

/**
 * The retries that one account may make: a share of the last minute's requests of each family, or the floor where that
 * is more. An upstream that fails gets at most that much traffic on top, whatever the waits of the retries are.
 */
export function createRetryBudget(
  accountId: string,
  { budgetShare, budgetFloor }: RetryBudgetOptions,
  observer: Observer,
): RetryBudget {
  const counts = perFamily(() => ({
    requests: createSlidingCount(MINUTE_MS),
    retries: createSlidingCount(MINUTE_MS),
  }));
  return {
    count: (family) => counts(family).requests.add(),
    take(family) {
      const { requests, retries } = counts(family);
      const allowed = retries.total() + 1 <= Math.max(budgetFloor, requests.total() * budgetShare);
      if (allowed) retries.add();
      observer.retry({ accountId, family }, allowed ? 'repeated' : 'budget_spent');
      return allowed;
    },
  };
}
