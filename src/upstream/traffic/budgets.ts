import type { Redis } from 'ioredis';
import type { Family } from '../http/request.ts';
import type { Budget } from '../http/with-budget.ts';
import { createBudget } from './budget.ts';
import type { Observer } from './observer.ts';
import { memoryPace, type Pace, rateOf } from './pace.ts';
import { redisPace } from './redis-pace.ts';

/** Requests per second of an account, by API family, and how they are kept. */
export type BudgetSettings = Readonly<Record<Family, number>> & {
  /** How many processes divide a budget between them while the Redis that they share is away. */
  readonly processes: number;
  /** Milliseconds that a 429 stops its family for at the most. */
  readonly longestPauseMs: number;
};

/** The budgets of one account, one per API family. With a Redis, all processes on it share them. */
export function createBudgets(
  accountId: string,
  settings: BudgetSettings,
  { observer, redis }: { readonly observer: Observer; readonly redis: Redis | null },
): (family: Family) => Budget {
  const { processes, longestPauseMs } = settings;
  const paceOf = (family: Family): Pace => {
    const perSecond = settings[family];
    if (redis === null) return memoryPace(rateOf(perSecond));
    return redisPace({ redis, key: `{${accountId}:${family}}`, perSecond, processes });
  };
  const budgets = new Map<Family, Budget>();
  return (family) => {
    const budget =
      budgets.get(family) ?? createBudget(paceOf(family), { subject: { accountId, family }, observer, longestPauseMs });
    budgets.set(family, budget);
    return budget;
  };
}
