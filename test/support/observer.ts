import type { Observer } from '../../src/upstream/traffic/observer.ts';

/** An observer that looks away. */
export const NO_OBSERVER: Observer = {
  attempt() {},
  budgetWait() {},
  queueLength() {},
  cache() {},
  shared() {},
  retry() {},
  breaker() {},
};
