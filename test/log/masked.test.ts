import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskDigits, maskNumbers, maskWord } from '../../src/log/masked.ts';

describe('maskNumbers', () => {
  it.each([
    ['call +12025550123 now', 'call +…23 now'],
    ['(202) 555-0123', '(…23'],
    ['20 25 55 01 23', '…23'],
    ['2025550123 and 2025550199', '…23 and …99'],
    ['2025550123, 2025550199', '…23, …99'],
    ['HTTP 503 after 12345 ms', 'HTTP 503 after 12345 ms'],
  ])('makes %j %j', (text, masked) => {
    expect(maskNumbers(text)).toBe(masked);
  });

  it('leaves no seven digits together, whatever the text', () => {
    const text = fc.array(fc.oneof(fc.string(), fc.nat().map(String))).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (any) => {
        expect(maskNumbers(any)).not.toMatch(/\d{7}/);
        expect(maskDigits(any)).not.toMatch(/\d{7}/);
      }),
    );
  });
});

describe('maskDigits', () => {
  it('leaves dates as they are', () => {
    expect(maskDigits('2026-03-10T10:00:00.000Z, not 12025550123')).toBe('2026-03-10T10:00:00.000Z, not …23');
  });
});

describe('maskWord', () => {
  it('is at most 100 characters', () => {
    expect(maskWord('x'.repeat(101))).toBe('x'.repeat(100));
  });
});
