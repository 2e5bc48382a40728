import { setImmediate } from 'node:timers/promises';
import { type Family, serviceOf } from '../family.ts';
import type { Call, Layer, UpstreamRequest } from './request.ts';
import { parseRetryAfter } from './retry-after.ts';
import { UpstreamError } from './upstream-error.ts';

/** The rate budget of one account and family. */
export type Budget = {
  /**
   * Waits for a turn, which must be used at once, and resolves to null. If no turn can come before the call's deadline,
   * resolves to the milliseconds until one could. Rejects with the signal's reason when the caller leaves, and with an
   * unsent `UpstreamError` when too many calls of the caller wait.
   */
  turn(call: Call): Promise<number | null>;
  /** Gives no turns for `ms` milliseconds. */
  close(ms: number): void;
};

/** The pause after a 429 without a valid `Retry-After`: the documented limits are per second. */
const UNSTATED_PAUSE_MS = 1000;

/** A turn that waited longer for its signature (for example for a new token) or for this thread is given up. */
const TURN_LASTS_MS = 15;
/** Turns that are given up at most, so that a busy thread does not wait forever. */
const MAX_TURNS_GIVEN_UP = 3;

/**
 * Holds each attempt until its turn, and signs it then. If its turn cannot come before the deadline, it fails with
 * `UPSTREAM_RATE_LIMITED`, unsent, with `retryAfterMs`. A 429 closes the budget for all until its `Retry-After`.
 */
export function withBudget(budgetOf: (family: Family) => Budget): Layer {
  return (next) => async (request) => {
    const budget = budgetOf(request.family);
    const response = await next(await atTurn(budget, request));
    if (response.status === 429) budget.close(parseRetryAfter(response.headers['retry-after']) ?? UNSTATED_PAUSE_MS);
    return response;
  };
}

async function atTurn(budget: Budget, request: UpstreamRequest): Promise<UpstreamRequest> {
  const { sign, ...unsigned } = request;
  for (let givenUp = 0; ; givenUp += 1) {
    const retryAfterMs = await budget.turn(request.call);
    if (retryAfterMs !== null) throw tooLate(request, retryAfterMs);
    const turnAt = performance.now();
    // Let this thread finish other work first: it would delay the request into another window.
    await setImmediate();
    await request.call.beforeAttempt?.();
    const headers = sign === undefined ? request.headers : await sign();
    const late = performance.now() - turnAt > TURN_LASTS_MS;
    if (!late || givenUp === MAX_TURNS_GIVEN_UP) return { ...unsigned, headers };
  }
}

function tooLate({ family }: UpstreamRequest, retryAfterMs: number): UpstreamError {
  const sentence = "has no free turn in its rate budget before this request's deadline";
  return new UpstreamError('UPSTREAM_RATE_LIMITED', serviceOf(family), sentence, { delivery: 'unsent', retryAfterMs });
}
