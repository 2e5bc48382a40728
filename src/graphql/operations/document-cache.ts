import { LRUCache } from 'lru-cache';

/** The most bytes that a parsed document takes per character, as measured. */
const BYTES_PER_CHARACTER = 100;

/** The approximate size of the cache. */
const MAX_BYTES = 64 * 1024 ** 2;

/** An LRU cache by document text, bounded by size, so that long documents cannot fill the memory. */
export function documentCache<T extends object>(maxBytes = MAX_BYTES): LRUCache<string, T> {
  return new LRUCache({ maxSize: maxBytes, sizeCalculation: (_, text) => (text.length + 1) * BYTES_PER_CHARACTER });
}
