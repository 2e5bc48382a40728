import { LRUCache } from 'lru-cache';
import type { CachedAnswer } from '../http/with-cache.ts';

/** The cached answers of all accounts in this process; evicts the least recently used first. */
export type AnswerMemory = {
  get(name: string): CachedAnswer | undefined;
  set(name: string, answer: CachedAnswer): void;
  delete(name: string): void;
};

/** Bytes of an entry besides its texts: the list's links, two objects, the map's slot. */
const ENTRY_BYTES = 400;

/** A memory of at most `maxBytes` bytes; null if that is 0, which switches caching off. */
export function createAnswerMemory(maxBytes: number): AnswerMemory | null {
  if (maxBytes === 0) return null;
  return new LRUCache<string, CachedAnswer>({
    maxSize: maxBytes,
    sizeCalculation: ({ body }, name) => heapBytes(body) + name.length + ENTRY_BYTES,
  });
}

/** The maximum bytes of a text in memory: one per character if all are ASCII, else two. */
function heapBytes(text: string): number {
  return Buffer.byteLength(text) === text.length ? text.length : text.length * 2;
}
