import { createSlidingCount } from '../http/sliding-count.ts';
import type { RetryBudget } from '../http/with-retry.ts';
import type { Observer } from './observer.ts';
import { perFamily } from './per-family.ts';

/** How many retries are allowed per account and family. */
export type RetryBudgetOptions = {
  /** Maximum retries as a share of the last minute's requests, from 0 to 1. */
  readonly budgetShare: number;
  /** Retries a minute that are always allowed, so that a gateway with few requests can retry. */
  readonly budgetFloor: number;
};

const MINUTE_MS = 60_000;

/**
 * The retries of one account: for each family a share of the last minute's requests, or the floor if that is more. A
 * failing upstream gets at most that much additional traffic.
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
