import type { Family } from '../family.ts';

/** What an event is about; an account id names a brand, not a person. */
export type Subject = { readonly accountId: string; readonly family: Family };

/** Told of what happens on the way to the upstreams; every method must be quick and must not throw. */
export type Observer = {
  /** One attempt ended: `outcome` is an HTTP status, or the code of the failure to get one. */
  attempt(subject: Subject, outcome: string, durationMs: number): void;
  /** A request waited for its turn in a budget. */
  budgetWait(subject: Subject, waitMs: number): void;
  /** So many requests wait for their turn now. */
  queueLength(subject: Subject, length: number): void;
  /** An answer was served from the cache, served although it was stale, or had to be fetched. */
  cache(subject: Subject, result: 'hit' | 'stale' | 'miss'): void;
  /** A request was answered by another one in flight. */
  shared(subject: Subject): void;
  /** A request is repeated, or would have been were the retry budget not spent. */
  retry(subject: Subject, result: 'repeated' | 'budget_spent'): void;
  /** A breaker changed its state. */
  breaker(subject: Subject, state: 'closed' | 'half_open' | 'open'): void;
};
