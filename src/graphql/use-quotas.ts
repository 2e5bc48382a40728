import type { Plugin } from 'graphql-yoga';
import type { Caller } from '../callers/caller.ts';
import { callerId } from '../callers/caller-id.ts';
import type { Spendable, Spending } from '../callers/spending.ts';
import type { GatewayConfig } from '../config/config.ts';
import type { Arrival } from '../request/request-facts.ts';
import type { CallObserver } from '../upstream/http/request.ts';
import { type Refusal, refusalResponse } from './refusal.ts';

/** What each caller may use per minute, by the names of the settings. */
type Quotas = GatewayConfig['quotas'];

const QUOTAS: readonly (readonly [keyof Quotas, Spendable, string])[] = [
  ['requestsPerMinute', 'requests', 'requests'],
  ['costPerMinute', 'cost', 'points of cost'],
  ['upstreamCallsPerMinute', 'upstreamCalls', 'upstream calls'],
];

/**
 * Refuses requests of a caller that has used up a quota of this minute, with HTTP 429, before they are parsed. The
 * operation that reaches a quota still runs. Goes after the plugin that finds the caller, and after that of the cost.
 */
export function useQuotas(quotas: Quotas, spending: Spending): Plugin<Arrival, Arrival> {
  return {
    onRequest({ serverContext: { facts }, endResponse, fetchAPI }) {
      const id = facts.caller && callerId(facts.caller);
      if (id === null) return;
      for (const [limit, what, unit] of QUOTAS) {
        const { used, endsInMs } = spending.of(id, what);
        if (used < quotas[limit]) continue;
        facts.callerRefusal = 'LIMIT_EXCEEDED';
        endResponse(refusalResponse(overQuota(limit, quotas[limit], unit, endsInMs), fetchAPI));
        return;
      }
      spending.add(id, 'requests', 1);
    },
    onExecute({ context: { facts } }) {
      const id = facts.caller && callerId(facts.caller);
      if (id !== null && facts.cost !== null && facts.cost > 0) spending.add(id, 'cost', facts.cost);
    },
  };
}

/** An observer of upstream calls that also counts them for the caller. */
export function spendingObserver(caller: Caller, spending: Spending, observer: CallObserver): CallObserver {
  const id = callerId(caller);
  if (id === null) return observer;
  return {
    ...observer,
    attempt(request) {
      spending.add(id, 'upstreamCalls', 1);
      return observer.attempt(request);
    },
  };
}

function overQuota(limit: keyof Quotas, maximum: number, unit: string, endsInMs: number): Refusal {
  const retryAfterMs = Math.max(1, Math.ceil(endsInMs));
  const seconds = Math.ceil(retryAfterMs / 1000);
  return {
    status: 429,
    code: 'LIMIT_EXCEEDED',
    message: `The caller has used the ${maximum} ${unit} that it may use per minute. Try again in ${seconds} s.`,
    headers: { 'retry-after': String(seconds) },
    extensions: { limit, maximum, retryAfterMs },
  };
}
