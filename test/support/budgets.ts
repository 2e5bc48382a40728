import type { Family } from '../../src/upstream/family.ts';
import type { BudgetOptions } from '../../src/upstream/traffic/budget.ts';
import { NO_OBSERVER } from './observer.ts';

/** The same budget for every family; 10,000 a second is one that no test waits for. */
export function budgetsOf(perSecond: number): Record<Family, number> {
  return {
    transactions: perSecond,
    analytics: perSecond,
    campaignReport: perSecond,
    campaignAnalytics: perSecond,
    handoffs: perSecond,
    liveDeflect: perSecond,
    sentinel: perSecond,
    domainApi: perSecond,
  };
}

/** The options of a budget of transactions; `more` replaces what a test is about. */
export function budgetOptions(more: Partial<BudgetOptions> = {}): BudgetOptions {
  return {
    subject: { accountId: '12345678', family: 'transactions' },
    observer: NO_OBSERVER,
    longestPauseMs: () => 60_000,
    waitingPerCaller: () => 1000,
    ...more,
  };
}

/**
 * The most of these instants, in milliseconds, that lie within any one second. A machine that is busy with other tests
 * may take longer over one request than over another: `jitterMs` makes the second so much shorter.
 */
export function mostInASecond(instants: readonly number[], jitterMs = 0): number {
  const endOf = (first: number) => first + 1000 - jitterMs;
  return Math.max(0, ...instants.map((first) => instants.filter((at) => at >= first && at < endOf(first)).length));
}
