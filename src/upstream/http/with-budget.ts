import { setImmediate } from 'node:timers/promises';
import { type Family, serviceOf } from '../family.ts';
import type { Call, Layer, UpstreamRequest } from './request.ts';
import { parseRetryAfter } from './retry-after.ts';
import { UpstreamError } from './upstream-error.ts';

/** The turns of one account at one API family. */
export type Budget = {
  /**
   * Waits for a turn. Null at the turn, which must be used at once; else, when it cannot come before the call's
   * deadline, after how many milliseconds it would. Rejects with the reason of the call's signal when the caller leaves.
   */
  turn(call: Call): Promise<number | null>;
  /** No turns for so many milliseconds. */
  close(ms: number): void;
};

/** A 429 without a readable `Retry-After`: the documented limits are per second. */
const UNSTATED_PAUSE_MS = 1000;

/** A turn that waited longer for its signature (a token had to be fetched after all), or for this thread, is not used. */
const TURN_LASTS_MS = 15;
/** So many turns are given up at the most: a thread that is never free must not wait for ever. */
const TURNS_GIVEN_UP = 3;

/**
 * Lets an attempt out at its turn, signed then. One that cannot have its turn in time fails with
 * `UPSTREAM_RATE_LIMITED`, unsent, with `retryAfterMs`. An answer 429 closes the tap for all until its `Retry-After`.
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
    // What this thread has to do first would make the request late, and early for the second that it falls into.
    await setImmediate();
    const headers = sign === undefined ? request.headers : await sign();
    const late = performance.now() - turnAt > TURN_LASTS_MS;
    if (!late || givenUp === TURNS_GIVEN_UP) return { ...unsigned, headers };
  }
}

function tooLate({ family }: UpstreamRequest, retryAfterMs: number): UpstreamError {
  const sentence = "has no free turn in its rate budget before this request's deadline";
  return new UpstreamError('UPSTREAM_RATE_LIMITED', serviceOf(family), sentence, { delivery: 'unsent', retryAfterMs });
}
