import { LRUCache } from 'lru-cache';

/** Bytes that what is made of one character of a document takes, about: its parsed and compiled forms, the former measured. */
const BYTES_PER_CHARACTER = 50;

/** Bytes of the documents that are remembered, about. */
const MAX_BYTES = 64 * 1024 ** 2;

/** What was made of documents, by their texts; those used longest ago go first, by size, so that nobody fills the memory with long ones. */
export function documentCache<T extends object>(maxBytes = MAX_BYTES): LRUCache<string, T> {
  return new LRUCache({ maxSize: maxBytes, sizeCalculation: (_, text) => (text.length + 1) * BYTES_PER_CHARACTER });
}
