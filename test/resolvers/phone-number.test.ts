import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePhoneNumber } from '../../src/resolvers/phone-number.ts';

describe('parsePhoneNumber', () => {
  it('puts code and number together', () => {
    expect(parsePhoneNumber('1', '(202) 555-0123')?.number).toBe('+12025550123');
  });

  it('takes a number in international form without a code', () => {
    expect(parsePhoneNumber(null, '+1 202 555 0123')?.number).toBe('+12025550123');
  });

  it.each([
    ['999', '2025550123'],
    ['0', '2025550123'],
    ['', '2025550123'],
    [null, '2025550123'],
    ['1', ''],
    ['1', 'private'],
  ])('is null for %j and %j', (code, text) => {
    expect(parsePhoneNumber(code, text)).toBeNull();
  });

  it('is a number or null for any code of digits and any text', () => {
    const code = fc.option(fc.stringMatching(/^\d{0,4}$/));
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[+0-9 ()-]{0,18}$/));
    fc.assert(
      fc.property(code, text, (callingCode, number) => {
        expect(parsePhoneNumber(callingCode, number)?.number ?? '+12025550123').toMatch(/^\+\d+$/);
      }),
      { seed: 40, numRuns: 500 },
    );
  });
});
