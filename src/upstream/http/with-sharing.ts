import { setImmediate as nextTurn } from 'node:timers/promises';
import { serviceOf } from '../family.ts';
import type { Call, Layer, Send, UpstreamRequest, UpstreamResponse } from './request.ts';
import { waitFor } from './wait-for.ts';

/** One upstream call and those who wait for it. */
type Flight = {
  readonly answer: Promise<UpstreamResponse>;
  /** Ends the call when the last waiter has left. */
  readonly abandon: AbortController;
  waiters: number;
  /** The latest of the waiters' deadlines, in epoch milliseconds. */
  deadlineAt: number;
};

/**
 * Makes one call of identical reads in flight: the same method, URL and body. Each instance is of one account and
 * credential, so nothing crosses these. A waiter leaves at its own deadline (`UPSTREAM_TIMEOUT`) or abort; the call goes
 * on until its last waiter has left, within the latest of their deadlines. A failure goes to all who wait, and is not
 * remembered. `onShared` is told of each request that joined another.
 */
export function withSharing(onShared: (request: UpstreamRequest) => void): Layer {
  return (next) => {
    const flights = new Map<string, Flight>();
    return async (request) => {
      if (!request.repeatable || request.call.signal.aborted) return next(request);
      const key = `${request.method} ${request.url}\n${request.body ?? ''}`;
      const running = flights.get(key);
      if (running !== undefined) onShared(request);
      const flight = running ?? takeOff(next, request, () => flights.delete(key));
      flights.set(key, flight);
      return join(flight, request, () => {
        if (flights.get(key) === flight) flights.delete(key);
      });
    };
  };
}

function takeOff(next: Send, request: UpstreamRequest, onLanded: () => void): Flight {
  const abandon = new AbortController();
  const { client, observer, deadlineAt } = request.call;
  const call: Call = {
    signal: abandon.signal,
    // Read anew by those below, because a later waiter may have more time.
    get deadlineAt() {
      return flight.deadlineAt;
    },
    ...(client !== undefined && { client }),
    ...(observer !== undefined && { observer }),
  };
  const flight: Flight = {
    abandon,
    waiters: 0,
    deadlineAt,
    answer: Promise.resolve()
      .then(() => next({ ...request, call }))
      .finally(() => {
        if (!abandon.signal.aborted) onLanded();
      }),
  };
  return flight;
}

async function join(
  flight: Flight,
  { family, call: { signal, deadlineAt } }: UpstreamRequest,
  onAbandoned: () => void,
): Promise<UpstreamResponse> {
  flight.waiters += 1;
  flight.deadlineAt = Math.max(flight.deadlineAt, deadlineAt);
  try {
    return await waitFor(flight.answer, serviceOf(family), signal, 'unknown');
  } catch (left) {
    if (flight.waiters > 1 || !signal.aborted) throw left;
    onAbandoned();
    flight.abandon.abort(signal.reason);
    // The call itself knows better what it was waiting for, if it says so at once.
    return await Promise.race([flight.answer, nextTurn().then(() => Promise.reject(left))]);
  } finally {
    flight.waiters -= 1;
  }
}
