/** How many requests are let in. */
export type DoorOptions = {
  /** Requests that run at once. */
  readonly concurrency: number;
  /** Requests that wait for one of them to end; further ones are refused. */
  readonly queue: number;
  /** Requests of one caller that run at once. */
  readonly concurrencyPerCaller: number;
  /** Requests of one caller that wait. */
  readonly queuePerCaller: number;
};

/** Lets so many in at once: callers take turns, each with its requests in the order in which they came. */
export type Door = {
  /**
   * Calls `onTurn` when it is the request's turn, perhaps at once. What it returns must be called when the request
   * leaves, from the queue or after its turn; a second time does nothing. Null when there is no room.
   */
  enter(caller: string, onTurn: () => void): (() => void) | null;
  /** Whether another request of this caller could enter. */
  hasRoom(caller: string): boolean;
  readonly running: () => number;
  readonly waiting: () => number;
  /** True when all places are taken and half of the queue is, too: others should be asked first. */
  readonly busy: () => boolean;
};

/** The requests of one caller. */
type Guest = { running: number; readonly waiting: Set<() => void> };

/**
 * A door with nobody inside. It lets one in per turn of the event loop: an answer out of the cache is nothing but work
 * of this thread, and a thousand of them in one turn would keep health checks and refusals waiting for all of them.
 */
export function createDoor({ concurrency, queue, concurrencyPerCaller, queuePerCaller }: DoorOptions): Door {
  const guests = new Map<string, Guest>();
  /** Those with a request that waits for nothing but a place, in the order of their turns. */
  const next = new Set<Guest>();
  let running = 0;
  let waiting = 0;
  let letting = false;

  const lineUp = (guest: Guest) => {
    if (guest.waiting.size > 0 && guest.running < concurrencyPerCaller) next.add(guest);
    else next.delete(guest);
  };
  const letIn = () => {
    const [guest] = next;
    const [turn] = guest?.waiting ?? [];
    letting = turn !== undefined && running < concurrency;
    if (guest === undefined || turn === undefined || !letting) return;
    guest.waiting.delete(turn);
    waiting -= 1;
    guest.running += 1;
    running += 1;
    next.delete(guest);
    lineUp(guest);
    setImmediate(letIn);
    turn();
  };
  const left = (caller: string, guest: Guest) => {
    lineUp(guest);
    if (guest.running + guest.waiting.size === 0) guests.delete(caller);
    if (!letting) letIn();
  };
  const hasRoom = (caller: string) => {
    const guest = guests.get(caller);
    const present = guest === undefined ? 0 : guest.running + guest.waiting.size;
    return running + waiting < concurrency + queue && present < concurrencyPerCaller + queuePerCaller;
  };
  return {
    hasRoom,
    enter(caller, onTurn) {
      if (!hasRoom(caller)) return null;
      const guest = guests.get(caller) ?? { running: 0, waiting: new Set() };
      guests.set(caller, guest);
      let place: 'waiting' | 'running' | 'left' = 'waiting';
      const turn = () => {
        place = 'running';
        onTurn();
      };
      guest.waiting.add(turn);
      waiting += 1;
      lineUp(guest);
      if (!letting) letIn();
      return () => {
        if (place === 'left') return;
        if (place === 'running') {
          guest.running -= 1;
          running -= 1;
        } else {
          guest.waiting.delete(turn);
          waiting -= 1;
        }
        place = 'left';
        left(caller, guest);
      };
    },
    running: () => running,
    waiting: () => waiting,
    busy: () => running + waiting >= concurrency + queue / 2,
  };
}
