import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRetryAfter } from '../../../src/upstream/http/retry-after.ts';

const NOW = Date.parse('Sun, 15 Mar 2026 12:00:00 GMT');

describe('parseRetryAfter', () => {
  it.each([
    ['seconds', '7', 7000],
    ['no seconds', '0', 0],
    ['seconds with blanks around', ' 2 ', 2000],
    ['a date to come', 'Sun, 15 Mar 2026 12:00:30 GMT', 30_000],
    ['a date that has passed', 'Sun, 15 Mar 2026 11:59:00 GMT', 0],
    ['the first of several', ['3', '9'], 3000],
  ])('reads %s', (_, header, expected) => {
    expect(parseRetryAfter(header, NOW)).toBe(expected);
  });

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['an empty list', []],
    ['words', 'soon'],
    ['a fraction', '1.5'],
    ['below zero', '-1'],
    ['more digits than any wait has', '9'.repeat(400)],
  ])('is undefined when %s', (_, header) => {
    expect(parseRetryAfter(header, NOW)).toBeUndefined();
  });

  it('is never negative, and always finite, for any header', () => {
    const digits = fc.bigInt({ min: 0n }).map(String);
    const date = fc.date({ noInvalidDate: true }).map((value) => value.toUTCString());
    const law = fc.property(fc.oneof(fc.string(), digits, date), (header) => {
      const waitMs = parseRetryAfter(header, NOW) ?? 0;
      expect(Number.isFinite(waitMs) && waitMs >= 0).toBe(true);
    });
    fc.assert(law);
  });
});
