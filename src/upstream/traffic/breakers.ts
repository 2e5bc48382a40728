import { type Family, serviceOf } from '../family.ts';
import { type Breaker, type BreakerOptions, createBreaker } from '../http/with-breaker.ts';
import type { Observer } from './observer.ts';
import { perFamily } from './per-family.ts';

/** The breakers of one account: one for each family, made when it is first asked. */
export function createBreakers(
  accountId: string,
  options: BreakerOptions,
  observer: Observer,
): (family: Family) => Breaker {
  return perFamily((family) =>
    createBreaker(serviceOf(family), options, (state) => observer.breaker({ accountId, family }, state)),
  );
}
