import type { MadeAnswer, Way } from './answer.ts';

/** A client that waits for an answer. */
export type Waiter = {
  /** Epoch milliseconds. */
  readonly deadlineAt: number;
  /** Calls `leave` if the client disconnects before it has its answer, at once if it has done so already. */
  readonly onLeave: (leave: () => void) => void;
};

/** Runs that identical requests share. */
export type SharedRuns = {
  /** Waits for the run of this name, or starts it. */
  join(name: string, waiter: Waiter, start: StartRun): Promise<MadeAnswer & { readonly way: Way }>;
};

/** Starts a run, whose signal aborts when the last waiter leaves. After `close`, nobody else joins it. */
type StartRun = (signal: AbortSignal, close: () => void) => Promise<MadeAnswer>;

/** A run in flight. It has the deadline of its first waiter. */
type Flight = {
  readonly made: Promise<MadeAnswer>;
  readonly deadlineAt: number;
  readonly abandon: AbortController;
  waiters: number;
};

/** No runs yet. */
export function createSharedRuns(): SharedRuns {
  const flights = new Map<string, Flight>();

  /** Nobody else joins it. */
  const close = (name: string, flight: Flight) => {
    if (flights.get(name) === flight) flights.delete(name);
  };

  const takeOff = (name: string, { deadlineAt }: Waiter, start: StartRun) => {
    const abandon = new AbortController();
    const land = () => close(name, flight);
    const made = start(abandon.signal, land).finally(land);
    const flight: Flight = { made, deadlineAt, abandon, waiters: 0 };
    if (!flights.has(name)) flights.set(name, flight);
    return flight;
  };

  const board = (name: string, flight: Flight, { onLeave }: Waiter): Promise<MadeAnswer> => {
    flight.waiters += 1;
    onLeave(() => {
      flight.waiters -= 1;
      if (flight.waiters > 0) return;
      // Whoever asks from now on does not want an aborted answer.
      close(name, flight);
      flight.abandon.abort();
    });
    return flight.made;
  };

  return {
    async join(name, waiter, start) {
      for (;;) {
        const running = flights.get(name);
        if (running === undefined || running.deadlineAt > waiter.deadlineAt) {
          return { ...(await board(name, takeOff(name, waiter, start), waiter)), way: 'run' };
        }
        const made = await board(name, running, waiter);
        // What the run's deadline has cut off, a waiter with more time asks for again.
        const isCutOff = Date.now() >= running.deadlineAt && waiter.deadlineAt > running.deadlineAt;
        if (!isCutOff || made.facts.result === 'ok') return { ...made, way: 'shared' };
      }
    },
  };
}
