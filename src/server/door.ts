/** The limits on requests. */
export type DoorOptions = {
  /** The number of requests that run at once. */
  readonly concurrency: number;
  /** The number of requests that wait for their turn; further ones are refused. */
  readonly queue: number;
  /** The number of requests of one caller that run at once. */
  readonly concurrencyPerCaller: number;
  /** The number of requests of one caller that wait for their turn. */
  readonly queuePerCaller: number;
};

/** Limits the requests that run at once. Callers take turns; the requests of each run in order of arrival. */
export type Door = {
  /**
   * Calls `onTurn` when it is the request's turn, perhaps at once. Call the returned function when the request leaves the
   * queue or ends; a second call does nothing. Null if there is no room.
   */
  enter(caller: string, onTurn: () => void): (() => void) | null;
  /** Whether another request of this caller could enter. */
  hasRoom(caller: string): boolean;
  readonly running: () => number;
  readonly waiting: () => number;
  /** True if `concurrency` requests run and half of the queue is full: load balancers should prefer other processes. */
  readonly busy: () => boolean;
};

/** The requests of one caller; those that wait, in order of arrival. */
type CallerLoad = { running: number; readonly waiting: Set<() => void> };

/**
 * An empty door. It admits one request per turn of the event loop: a response from the cache only takes time of this
 * thread, and a thousand of them in one turn would delay health checks and refusals.
 */
export function createDoor({ concurrency, queue, concurrencyPerCaller, queuePerCaller }: DoorOptions): Door {
  const loads = new Map<string, CallerLoad>();
  /** The callers that have a waiting request and may run another one, in the order of their turns. */
  const ready = new Set<CallerLoad>();
  let running = 0;
  let waiting = 0;
  let admitting = false;

  const lineUp = (load: CallerLoad) => {
    if (load.waiting.size > 0 && load.running < concurrencyPerCaller) ready.add(load);
    else ready.delete(load);
  };
  const admit = () => {
    const [load] = ready;
    const [turn] = load?.waiting ?? [];
    admitting = turn !== undefined && running < concurrency;
    if (load === undefined || turn === undefined || !admitting) return;
    load.waiting.delete(turn);
    waiting -= 1;
    load.running += 1;
    running += 1;
    ready.delete(load);
    lineUp(load);
    setImmediate(admit);
    turn();
  };
  const onLeave = (caller: string, load: CallerLoad) => {
    lineUp(load);
    if (load.running + load.waiting.size === 0) loads.delete(caller);
    if (!admitting) admit();
  };
  const hasRoom = (caller: string) => {
    const load = loads.get(caller);
    const present = load === undefined ? 0 : load.running + load.waiting.size;
    return running + waiting < concurrency + queue && present < concurrencyPerCaller + queuePerCaller;
  };
  return {
    hasRoom,
    enter(caller, onTurn) {
      if (!hasRoom(caller)) return null;
      const load = loads.get(caller) ?? { running: 0, waiting: new Set() };
      loads.set(caller, load);
      let state: 'waiting' | 'running' | 'left' = 'waiting';
      const turn = () => {
        state = 'running';
        onTurn();
      };
      load.waiting.add(turn);
      waiting += 1;
      lineUp(load);
      if (!admitting) admit();
      return () => {
        if (state === 'left') return;
        if (state === 'running') {
          load.running -= 1;
          running -= 1;
        } else {
          load.waiting.delete(turn);
          waiting -= 1;
        }
        state = 'left';
        onLeave(caller, load);
      };
    },
    running: () => running,
    waiting: () => waiting,
    busy: () => running + waiting >= concurrency + queue / 2,
  };
}
