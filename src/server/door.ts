import type { IncomingMessage, ServerResponse } from 'node:http';
import { DEADLINE_HEADER, requestDeadline } from '../request/request-deadline.ts';
import { answerJson } from './plain-answer.ts';

/** How many requests are let in. */
export type DoorOptions = {
  /** Requests that run at once. */
  readonly concurrency: number;
  /** Requests that wait for one of them to end; further ones are refused. */
  readonly queue: number;
};

/** Lets so many in at once, in the order in which they came. */
export type Door = {
  /**
   * Calls `onTurn` when it is the caller's turn, perhaps at once. What it returns must be called when the caller leaves,
   * from the queue or after its turn; a second time does nothing. Null when the queue is full.
   */
  enter(onTurn: () => void): (() => void) | null;
  readonly running: () => number;
  readonly waiting: () => number;
  /** True when all places are taken and half of the queue is, too: others should be asked first. */
  readonly busy: () => boolean;
};

/**
 * A door with nobody inside. It lets one in per turn of the event loop: an answer out of the cache is nothing but work
 * of this thread, and a thousand of them in one turn would keep health checks and refusals waiting for all of them.
 */
export function createDoor({ concurrency, queue }: DoorOptions): Door {
  const waiting = new Set<() => void>();
  let running = 0;
  let letting = false;
  const letIn = () => {
    const [next] = waiting;
    letting = next !== undefined && running < concurrency;
    if (next === undefined || !letting) return;
    waiting.delete(next);
    setImmediate(letIn);
    next();
  };
  const free = () => {
    running -= 1;
    if (!letting) letIn();
  };
  return {
    enter(onTurn) {
      if (running + waiting.size >= concurrency + queue) return null;
      let leave: () => void = () => waiting.delete(turn);
      const turn = () => {
        running += 1;
        leave = free;
        onTurn();
      };
      waiting.add(turn);
      if (!letting) letIn();
      return () => {
        const left = leave;
        leave = () => {};
        left();
      };
    },
    running: () => running,
    waiting: () => waiting.size,
    busy: () => running + waiting.size >= concurrency + queue / 2,
  };
}

/**
 * Lets a request through `door` to `handle`, or refuses it when it is not let in before its deadline: HTTP 503 with
 * `Retry-After` and an `OVERLOADED` error, without reading the body. A client that goes away gives up its place.
 */
export function throughDoor(
  door: Door,
  deadlineMs: number,
  request: IncomingMessage,
  response: ServerResponse,
  handle: () => void,
): void {
  const refuse = () => {
    answerJson(response, 503, OVERLOADED, { 'retry-after': String(RETRY_AFTER_SECONDS) });
  };
  let tooLate: NodeJS.Timeout | undefined;
  let inside = false;
  const leave = door.enter(() => {
    inside = true;
    clearTimeout(tooLate);
    handle();
  });
  if (leave === null) {
    refuse();
    return;
  }
  response.once('close', () => {
    clearTimeout(tooLate);
    leave();
  });
  if (inside) return;
  const giveUp = () => {
    leave();
    refuse();
  };
  tooLate = setTimeout(giveUp, requestDeadline(headerOf(request), deadlineMs) ?? deadlineMs);
}

/** A queue that is full is a matter of moments, or of one more replica. */
const RETRY_AFTER_SECONDS = 1;

const OVERLOADED = {
  errors: [
    {
      message: 'The gateway has more requests than it can answer. Try again later.',
      extensions: { code: 'OVERLOADED', retryAfterMs: RETRY_AFTER_SECONDS * 1000 },
    },
  ],
};

function headerOf({ headers }: IncomingMessage): string | null {
  return headers[DEADLINE_HEADER]?.toString() ?? null;
}
