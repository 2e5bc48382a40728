import { LRUCache } from 'lru-cache';
import type { MadeAnswer } from './answer.ts';

/** Calls `onEnd` when the upstream answer of this name is replaced or removed from the cache; returns how to stop that. */
export type WatchSource = (name: string, onEnd: () => void) => () => void;

/** The upstream answers that go into one answer. */
export type Sources = {
  /** Adds one. */
  readonly onSource: (name: string) => void;
  /** Calls `onEnd`, and no earlier one, once when any of them ends; at once if one has ended already. */
  onceEnded(onEnd: () => void): void;
  /** Stops watching. */
  release(): void;
};

/** Whole answers in memory, by the names of their questions. */
export type ReadyAnswers = {
  get(name: string): MadeAnswer | undefined;
  /** Keeps an answer until a time in epoch milliseconds, or until one of its sources ends. It then releases them. */
  keep(name: string, made: MadeAnswer, until: number, sources: Sources): void;
  clear(): void;
};

type Ready = { readonly made: MadeAnswer; readonly until: number; readonly sources: Sources };

/** A body, and as much again for its compressed forms. */
const COPIES = 2;

/** Bytes of an entry besides its body and name. */
const ENTRY_BYTES = 2000;

/** Holds at most `maxBytes` bytes; drops the least recently used first, and never keeps what takes an eighth of them. */
export function createReadyAnswers(maxBytes: number): ReadyAnswers {
  const answers = new LRUCache<string, Ready>({
    maxSize: maxBytes,
    maxEntrySize: Math.ceil(maxBytes / 8),
    sizeCalculation: ({ made }, name) => made.answer.body.length * COPIES + name.length + ENTRY_BYTES,
    dispose: ({ sources }) => sources.release(),
  });
  return {
    get(name) {
      const found = answers.get(name);
      if (found === undefined || Date.now() < found.until) return found?.made;
      answers.delete(name);
      return undefined;
    },
    keep(name, made, until, sources) {
      answers.set(name, { made, until, sources });
      if (!answers.has(name)) sources.release();
      sources.onceEnded(() => answers.delete(name));
    },
    clear: () => answers.clear(),
  };
}

/** The sources of one answer, none at first. */
export function createSources(watch: WatchSource): Sources {
  const stops = new Map<string, () => void>();
  let ended = false;
  let onEnd = () => {};
  const release = () => {
    for (const stop of stops.values()) stop();
    stops.clear();
  };
  const end = () => {
    ended = true;
    release();
    onEnd();
  };
  return {
    onSource(name) {
      if (!ended && !stops.has(name)) stops.set(name, watch(name, end));
    },
    onceEnded(callback) {
      onEnd = callback;
      if (ended) callback();
    },
    release,
  };
}
