/** A deterministic source of numbers in [0, 1); the same seed gives the same numbers. */
export type Random = () => number;

/**
 * Mixes a 32-bit integer with a salt into another one (0 to 2^32 - 1). One-to-one for a fixed salt, so distinct values
 * stay distinct.
 */
export function mix(value: number, salt: number): number {
  let hash = value ^ Math.imul(salt, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A 32-bit hash of a text (FNV-1a, then mixed). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return mix(hash, text.length);
}

/** Numbers in [0, 1) from a 32-bit seed (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from min to max, both included. */
export function between(random: Random, min: number, max: number): number {
  return min + Math.floor(random() * (max - min + 1));
}

/** One of the items, each as likely as the others. Throws on an empty list. */
export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('The list to pick from is empty.');
  return item;
}

/**
 * 32 hexadecimal digits of four 32-bit words, grouped 8-4-4-4-12 like the ids in the documents, which are not true UUIDs
 * either.
 */
export function idFrom(first: number, second: number, third: number, fourth: number): string {
  const middle = hex(second);
  const end = hex(third);
  return `${hex(first)}-${middle.slice(0, 4)}-${middle.slice(4)}-${end.slice(0, 4)}-${end.slice(4)}${hex(fourth)}`;
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
