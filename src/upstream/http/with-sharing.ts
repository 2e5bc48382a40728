import { setImmediate as nextTurn } from 'node:timers/promises';
import { serviceOf } from '../family.ts';
import type { Layer, Send, UpstreamRequest, UpstreamResponse } from './request.ts';
import { waitFor } from './wait-for.ts';

/** An upstream call and the requests that wait for it. */
type Flight = {
  readonly answer: Promise<UpstreamResponse>;
  /** Aborts the call when the last waiter leaves. */
  readonly abandon: AbortController;
  /** Its deadline is the latest of the waiters' deadlines. */
  readonly call: { deadlineAt: number };
  waiters: number;
};

/**
 * Joins identical reads in flight (same method, URL and body, bulk or not) into one call. Use one instance per account and
 * credential, so that nothing is shared across them. A waiter leaves at its own deadline (`UPSTREAM_TIMEOUT`) or abort.
 * The call continues until its last waiter leaves, and has the latest of their deadlines. A failure goes to all
 * waiters, and is not cached. `onShared` is called for each request that joins another.
 */
export function withSharing(onShared: (request: UpstreamRequest) => void): Layer {
  return (next) => {
    // Not a Map: in V8, one that grows and shrinks holds what it held, with its whole request, until a full collection.
    const flights: Record<string, Flight> = Object.create(null);
    return async (request) => {
      if (!request.repeatable || request.call.signal.aborted) return next(request);
      // Bulk work waits longer for its turn.
      const lane = request.call.bulk === undefined ? '' : 'bulk ';
      const key = `${lane}${request.method} ${request.url}\n${request.body ?? ''}`;
      const running = flights[key];
      if (running !== undefined) onShared(request);
      const flight = running ?? startFlight(next, request, () => delete flights[key]);
      flights[key] = flight;
      return join(flight, request, () => {
        if (flights[key] === flight) delete flights[key];
      });
    };
  };
}

function startFlight(next: Send, request: UpstreamRequest, onSettled: () => void): Flight {
  const abandon = new AbortController();
  const { client, caller, bulk, observer, deadlineAt, poll = false } = request.call;
  const call = {
    signal: abandon.signal,
    deadlineAt,
    poll,
    ...(client !== undefined && { client }),
    ...(caller !== undefined && { caller }),
    ...(bulk !== undefined && { bulk }),
    ...(observer !== undefined && { observer }),
  };
  return {
    abandon,
    call,
    waiters: 0,
    answer: next({ ...request, call }).finally(() => {
      if (!abandon.signal.aborted) onSettled();
    }),
  };
}

async function join(
  flight: Flight,
  { family, call: { signal, deadlineAt } }: UpstreamRequest,
  onAbandoned: () => void,
): Promise<UpstreamResponse> {
  flight.waiters += 1;
  flight.call.deadlineAt = Math.max(flight.call.deadlineAt, deadlineAt);
  try {
    return await waitFor(flight.answer, serviceOf(family), signal, 'unknown');
  } catch (left) {
    if (flight.waiters > 1 || !signal.aborted) throw left;
    onAbandoned();
    flight.abandon.abort(signal.reason);
    // The call's own error says more, if it comes at once.
    return await Promise.race([flight.answer, nextTurn().then(() => Promise.reject(left))]);
  } finally {
    flight.waiters -= 1;
  }
}
