import type { CallObserver } from '../upstream/http/request.ts';
import type { Caller } from './caller.ts';
import { callerId } from './caller-id.ts';
import type { Spendable, Spending } from './spending.ts';

/** The quotas that refuse requests. */
type Refusing = 'requestsPerMinute' | 'costPerMinute' | 'upstreamCallsPerMinute';

/** What each caller may use per minute, by the names of the settings. */
export type Quotas = Readonly<Record<Refusing | 'freshReadsPerMinute', number>>;

/** A quota that a caller has used up. */
type UsedQuota = {
  readonly limit: Refusing;
  readonly maximum: number;
  /** What is counted, in the plural. */
  readonly unit: string;
  /** Milliseconds until the minute ends. */
  readonly endsInMs: number;
};

/** The quotas of callers. Callers that their credentials do not name have none. */
export type CallerQuotas = {
  /** The quota that a caller has used up; null if there is none. */
  used(caller: Caller): UsedQuota | null;
  /** Counts a request, unless the caller has used up a quota: then it returns that. */
  begin(caller: Caller): UsedQuota | null;
  /** Counts the cost of an operation. */
  spend(caller: Caller | null, cost: number | null): void;
  /** An observer of upstream calls that also counts them. */
  observed(caller: Caller, observer: CallObserver): CallObserver;
  /** Counts a request that bypasses the cache. False if the caller, or the address of an unnamed one, may send no more. */
  mayReadFresh(callerOrAddress: string): boolean;
};

const QUOTAS: readonly (readonly [Refusing, Spendable, string])[] = [
  ['requestsPerMinute', 'requests', 'requests'],
  ['costPerMinute', 'cost', 'points of cost'],
  ['upstreamCallsPerMinute', 'upstreamCalls', 'upstream calls'],
];

/** The quotas of a configuration. The operation that reaches one still runs. */
export function createCallerQuotas(quotas: Quotas, spending: Spending): CallerQuotas {
  const usedBy = (id: string): UsedQuota | null => {
    const caller = spending.of(id);
    for (const [limit, what, unit] of QUOTAS) {
      const { used, endsInMs } = caller.spent(what);
      if (used >= quotas[limit]) return { limit, maximum: quotas[limit], unit, endsInMs };
    }
    return null;
  };
  return {
    used(caller) {
      const id = callerId(caller);
      return id === null ? null : usedBy(id);
    },
    begin(caller) {
      const id = callerId(caller);
      if (id === null) return null;
      const used = usedBy(id);
      if (used === null) spending.of(id).add('requests', 1);
      return used;
    },
    spend(caller, cost) {
      const id = caller && callerId(caller);
      if (id !== null && cost !== null && cost > 0) spending.of(id).add('cost', cost);
    },
    observed(caller, observer) {
      const id = callerId(caller);
      if (id === null) return observer;
      return {
        ...observer,
        attempt(request) {
          spending.of(id).add('upstreamCalls', 1);
          return observer.attempt(request);
        },
      };
    },
    mayReadFresh(callerOrAddress) {
      const caller = spending.of(callerOrAddress);
      if (caller.spent('freshReads').used >= quotas.freshReadsPerMinute) return false;
      caller.add('freshReads', 1);
      return true;
    },
  };
}
