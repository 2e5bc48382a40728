import { LRUCache } from 'lru-cache';

/** The approximate size of the headers that one reader remembers, and of one besides its text. */
const MAX_BYTES = 64 * 1024;
const HEADER_BYTES = 100;

/** A reader of a header that remembers what it made of the last ones: clients send few different ones. */
export function remembered<T>(read: (header: string) => T): (header: string) => T {
  const known = new LRUCache<string, { readonly value: T }>({
    maxSize: MAX_BYTES,
    sizeCalculation: (_, header) => header.length + HEADER_BYTES,
    memoMethod: (header) => ({ value: read(header) }),
  });
  return (header) => known.memo(header).value;
}
