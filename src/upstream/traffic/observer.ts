import type { Family } from '../family.ts';

/** What an event is about; an account id names a brand, not a person. */
export type Subject = { readonly accountId: string; readonly family: Family };

/** Observes the traffic to the upstreams. Every method must return quickly and not throw. */
export type Observer = {
  /** An attempt ended; `outcome` as in `withObserver`. */
  attempt(subject: Subject, outcome: string, durationMs: number): void;
  /** A request got its turn in a budget after `waitMs` milliseconds. */
  budgetWait(subject: Subject, waitMs: number): void;
  /** The number of requests waiting for a turn changed. */
  queueLength(subject: Subject, length: number): void;
  /** A read was served from the cache, served stale, or fetched. */
  cache(subject: Subject, result: 'hit' | 'stale' | 'miss'): void;
  /** A request joined an identical one in flight. */
  shared(subject: Subject): void;
  /** A request is retried, or is not because the retry budget is spent. */
  retry(subject: Subject, result: 'repeated' | 'budget_spent'): void;
  /** A breaker changed its state. */
  breaker(subject: Subject, state: 'closed' | 'half_open' | 'open'): void;
};
