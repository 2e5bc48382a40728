import { describe, expect, it } from 'vitest';
import { randomHex } from '../../src/tracing/random-hex.ts';

describe('randomHex', () => {
  it('gives two lower-case digits per byte, and never the same again', () => {
    // More than the pool holds, in lengths that do not divide it.
    const ids = Array.from({ length: 2000 }, (_, nth) => randomHex(nth % 2 === 0 ? 16 : 7));
    expect(ids.filter((id, nth) => !/^[\da-f]+$/.test(id) || id.length !== (nth % 2 === 0 ? 32 : 14))).toEqual([]);
    expect(new Set(ids).size).toBe(2000);
    expect(ids.filter((id) => /^0+$/.test(id))).toEqual([]);
  });
});
