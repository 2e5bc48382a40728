import { describe, expect, it } from 'vitest';
import { sameSettings } from '../../../src/upstream/accounts/same-settings.ts';
import { Secret } from '../../../src/upstream/auth/secret.ts';

describe('sameSettings', () => {
  it.each([
    ['equal fields in another order', { a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 }],
    ['secrets that hold the same', { a: new Secret('x') }, { a: new Secret('x') }],
    ['a missing field and an undefined one', { a: 1, b: undefined }, { a: 1 }],
  ])('is true for %s', (_, one, other) => {
    expect(sameSettings(one, other)).toBe(true);
    expect(sameSettings(other, one)).toBe(true);
  });

  it.each([
    ['another value', { a: 1 }, { a: 2 }],
    ['a field more', { a: 1 }, { a: 1, b: 1 }],
    ['another secret', { a: new Secret('x') }, { a: new Secret('y') }],
    ['a secret and its text', { a: new Secret('x') }, { a: 'x' }],
    ['a secret and nothing', { a: new Secret('x') }, { a: {} }],
    ['a list in another order', [1, 2], [2, 1]],
    ['a list and what looks like one', [1], { 0: 1 }],
    ['null and nothing', null, undefined],
    ['null and an empty object', null, {}],
  ])('is false for %s', (_, one, other) => {
    expect(sameSettings(one, other)).toBe(false);
    expect(sameSettings(other, one)).toBe(false);
  });
});
