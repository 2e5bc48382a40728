import { LRUCache } from 'lru-cache';
import type { CachedAnswer } from '../http/with-cache.ts';

/** Answers in this process's memory, of all its accounts; the least recently used go first. */
export type AnswerMemory = {
  get(name: string): CachedAnswer | undefined;
  set(name: string, answer: CachedAnswer): void;
  delete(name: string): void;
  /** Lets go of all answers. */
  clear(): void;
};

/** What an entry costs besides its texts: the list's links, two objects, the map's slot. */
const ENTRY_BYTES = 400;

/** A memory of at most `maxBytes` bytes; null when that is 0: then nothing is kept. */
export function createAnswerMemory(maxBytes: number): AnswerMemory | null {
  if (maxBytes === 0) return null;
  return new LRUCache<string, CachedAnswer>({
    maxSize: maxBytes,
    sizeCalculation: ({ body }, name) => heapBytes(body) + name.length + ENTRY_BYTES,
  });
}

/** Bytes of a text in memory, at most: one a character where all are ASCII, two otherwise. */
function heapBytes(text: string): number {
  return Buffer.byteLength(text) === text.length ? text.length : text.length * 2;
}
