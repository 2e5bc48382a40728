import type { AnswerMemory } from './answer-memory.ts';

/** A memory that tells when an answer is no longer the one to use. */
export type WatchedMemory = AnswerMemory & {
  /** Calls `onEnd` when the answer of this name is replaced, deleted or cleared, but not when it is evicted. Returns how to stop. */
  watch(name: string, onEnd: () => void): () => void;
};

/** Watches a memory. An answer that was evicted is still the one that Redis or another process has. */
export function watched(memory: AnswerMemory): WatchedMemory {
  const watchers = new Map<string, Set<() => void>>();
  const end = (name: string) => {
    const ended = watchers.get(name);
    if (ended === undefined) return;
    watchers.delete(name);
    for (const onEnd of ended) onEnd();
  };
  return {
    get: (name) => memory.get(name),
    set(name, answer) {
      end(name);
      return memory.set(name, answer);
    },
    delete(name) {
      end(name);
      memory.delete(name);
    },
    clear() {
      for (const name of [...watchers.keys()]) end(name);
      memory.clear();
    },
    watch(name, onEnd) {
      const own = watchers.get(name) ?? new Set();
      watchers.set(name, own.add(onEnd));
      return () => {
        own.delete(onEnd);
        if (own.size === 0 && watchers.get(name) === own) watchers.delete(name);
      };
    },
  };
}
