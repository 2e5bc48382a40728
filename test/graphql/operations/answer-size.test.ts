import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLargerThan } from '../../../src/graphql/operations/answer-size.ts';

describe('isLargerThan', () => {
  it('knows the bytes of any JSON exactly', () => {
    const json = fc.jsonValue({ stringUnit: 'binary', maxDepth: 5 });
    fc.assert(
      fc.property(json, (value) => {
        const bytes = Buffer.byteLength(JSON.stringify(value));
        expect([isLargerThan(value, bytes), isLargerThan(value, bytes - 1)]).toEqual([false, true]);
      }),
      { seed: 21, numRuns: 200 },
    );
  });

  it.each([
    ['characters that are escaped', ['\u0000"\\\n', '\ud800']],
    ['characters of several bytes', { 'ä€😀': '𝒳' }],
    ['members and elements without a value', { a: undefined, b: [undefined, null], c: undefined }],
    ['numbers', [-1.5e-300, 1e21, 0, -0, Number.NaN]],
  ])('counts as JSON is written: %s', (_, value) => {
    const bytes = Buffer.byteLength(JSON.stringify(value));
    expect([isLargerThan(value, bytes), isLargerThan(value, bytes - 1)]).toEqual([false, true]);
  });

  it('stops at the limit, however often a text is repeated', () => {
    const text = 'x'.repeat(1_000_000);
    const begunAt = performance.now();
    expect(isLargerThan(Array(1_000_000).fill(text), 32 * 1024 ** 2)).toBe(true);
    expect(performance.now() - begunAt).toBeLessThan(1000);
  });
});
