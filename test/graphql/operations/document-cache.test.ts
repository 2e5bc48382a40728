import { describe, expect, it } from 'vitest';
import { documentCache } from '../../../src/graphql/operations/document-cache.ts';

describe('documentCache', () => {
  it('forgets what was used longest ago when long texts come', () => {
    const cache = documentCache<object>(50 * 300);
    const [one, two] = [{}, {}];
    cache.set('a'.repeat(100), one);
    cache.set('b'.repeat(100), two);
    cache.get('a'.repeat(100));
    cache.set('c'.repeat(150), {});
    expect(cache.get('a'.repeat(100))).toBe(one);
    expect(cache.get('b'.repeat(100))).toBeUndefined();
  });

  it('keeps no text that is larger than all of it', () => {
    const cache = documentCache<object>(50 * 300);
    cache.set('a', {});
    cache.set('b'.repeat(301), {});
    expect([cache.has('a'), cache.has('b'.repeat(301))]).toEqual([true, false]);
  });
});
