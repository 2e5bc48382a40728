import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { variableNesting } from '../../../src/graphql/operations/variable-nesting.ts';

/** The same, by recursion. */
function levels(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(levels));
}

describe('variableNesting', () => {
  it('is the levels of the deepest variable', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (variables) => {
        expect(variableNesting(variables)).toBe(levels(variables) - 1);
      }),
    );
  });

  it.each([
    ['no variables', {}, 0],
    ['scalars and null', { a: 1, b: null }, 0],
    ['a list', { a: 1, b: [1] }, 1],
    ['an empty object in a list', { a: [{}] }, 2],
  ])('counts %s', (_, variables, expected) => {
    expect(variableNesting(variables)).toBe(expected);
  });

  it('needs no stack for a hundred thousand levels', () => {
    const text = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(variableNesting(JSON.parse(text))).toBe(100_000);
  });
});
