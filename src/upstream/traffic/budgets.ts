import type { Redis } from 'ioredis';
import type { Family } from '../family.ts';
import type { Budget } from '../http/with-budget.ts';
import { createBudget } from './budget.ts';
import type { Observer } from './observer.ts';
import { memoryPace, type Pace, rateOf } from './pace.ts';
import { perFamily } from './per-family.ts';
import { redisPace } from './redis-pace.ts';

/** Maximum requests per second of an account, by family, and how the limits are kept. */
export type BudgetSettings = Readonly<Record<Family, number>> & {
  /** The number of processes that divide a budget between them while their shared Redis is down. */
  readonly processes: number;
  /** Maximum milliseconds that a 429 pauses its family. */
  readonly longestPauseMs: number;
  /** Maximum calls of one caller and family that wait for a turn at once. */
  readonly waitingPerCaller: number;
};

/** The budgets of one account, one per family. */
export type Budgets = {
  of(family: Family): Budget;
  /** Applies new limits from now on. Turns already taken count, and waiting calls keep waiting. */
  adjust(settings: BudgetSettings): void;
};

/** A pace whose limit can be changed. */
type SettablePace = { readonly pace: Pace; set(settings: BudgetSettings): void };

/** The budgets of one account. All processes on one Redis share them. */
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
      waitingPerCaller: () => settings.waitingPerCaller,
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
