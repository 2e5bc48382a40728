import type { Redis } from 'ioredis';
import type { Family } from '../family.ts';
import type { Budget } from '../http/with-budget.ts';
import { createBudget } from './budget.ts';
import type { Observer } from './observer.ts';
import { memoryPace, type Pace, rateOf } from './pace.ts';
import { perFamily } from './per-family.ts';
import { redisPace } from './redis-pace.ts';

/** Requests per second of an account, by API family, and how they are kept. */
export type BudgetSettings = Readonly<Record<Family, number>> & {
  /** How many processes divide a budget between them while the Redis that they share is away. */
  readonly processes: number;
  /** Milliseconds that a 429 stops its family for at the most. */
  readonly longestPauseMs: number;
};

/** The budgets of one account, one per API family. */
export type Budgets = {
  of(family: Family): Budget;
  /** From now on other figures hold; turns that were taken count, and who waits goes on waiting. */
  adjust(settings: BudgetSettings): void;
};

/** A pace and how it is told other figures. */
type SettablePace = { readonly pace: Pace; set(settings: BudgetSettings): void };

/** The budgets of one account. With a Redis, all processes on it share them. */
export function createBudgets(
  accountId: string,
  initial: BudgetSettings,
  { observer, redis }: { readonly observer: Observer; readonly redis: Redis | null },
): Budgets {
  let settings = initial;
  const paces: SettablePace[] = [];
  const of = perFamily((family: Family) => {
    const settable = createPace(accountId, family, settings, redis);
    paces.push(settable);
    return createBudget(settable.pace, {
      subject: { accountId, family },
      observer,
      longestPauseMs: () => settings.longestPauseMs,
    });
  });
  return {
    of,
    adjust(next) {
      settings = next;
      for (const pace of paces) pace.set(next);
    },
  };
}

function createPace(accountId: string, family: Family, settings: BudgetSettings, redis: Redis | null): SettablePace {
  if (redis === null) {
    const pace = memoryPace(rateOf(settings[family]));
    return { pace, set: (next) => pace.adjust(rateOf(next[family])) };
  }
  const { processes } = settings;
  const pace = redisPace({ redis, key: `{${accountId}:${family}}`, perSecond: settings[family], processes });
  return { pace, set: (next) => pace.adjust(next[family], next.processes) };
}
