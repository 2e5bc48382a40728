import type { MadeAnswer } from '../answers/answer.ts';
import { nextPollMs, type PaceOptions } from './pace.ts';

/** Someone who wants to know the answer to a question whenever it changes. */
export type Listener = {
  /** Asks, for all listeners to the question. Must not reject; null if it is better not to ask now. */
  ask(signal: AbortSignal): Promise<MadeAnswer | null>;
  /** Called with the first answer, and with each that differs from the one before. */
  onAnswer(made: MadeAnswer): void;
};

/** A question that is asked again and again while somebody listens. */
export type LiveQuery = {
  /** Tells the listener the last answer at once, if there is one. Returns how to leave. */
  listen(listener: Listener): () => void;
};

/**
 * A question without listeners. The one that has listened longest asks, or the next one if it may not, at the pace at which
 * answers stop being fresh. `onLeft` is called when the last one has left.
 */
export function createLiveQuery(pace: PaceOptions, onLeft: () => void): LiveQuery {
  const listeners = new Set<Listener>();
  const left = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let last: MadeAnswer | undefined;
  let failures = 0;

  const ask = async (): Promise<MadeAnswer | null> => {
    for (const listener of [...listeners]) {
      const made = await listener.ask(left.signal);
      if (made !== null || left.signal.aborted) return made;
    }
    return null;
  };

  const poll = async () => {
    const made = await ask();
    if (left.signal.aborted) return;
    if (made === null) {
      timer = setTimeout(poll, pace.shortestPollMs);
      return;
    }
    failures = made.facts.result === 'failed' ? failures + 1 : 0;
    // Anything else has one answer, and must not run again.
    if (made.facts.operationType === 'subscription') timer = setTimeout(poll, nextPollMs(made, failures, pace));
    if (last?.answer.body.equals(made.answer.body)) return;
    last = made;
    for (const { onAnswer } of [...listeners]) onAnswer(made);
  };

  return {
    listen(listener) {
      listeners.add(listener);
      if (last !== undefined) listener.onAnswer(last);
      else if (listeners.size === 1) void poll();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0 || left.signal.aborted) return;
        left.abort();
        clearTimeout(timer);
        onLeft();
      };
    },
  };
}
