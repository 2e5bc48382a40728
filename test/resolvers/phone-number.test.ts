import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCountryCode, phoneNumbers } from '../../src/resolvers/phone-number.ts';

const inCountry = (code: string | null, text: string) =>
  phoneNumbers(code === null ? null : parseCountryCode(code), text).map(({ number }) => number);

describe('parseCountryCode', () => {
  it.each([
    ['1', '1', ''],
    ['+44', '44', ''],
    [' 971 ', '971', ''],
    ['1-242', '1', '242'],
    ['+1 242', '1', '242'],
    ['44-1481', '44', '1481'],
  ])('reads %j', (text, callingCode, area) => {
    expect(parseCountryCode(text)).toEqual({ callingCode, area });
  });

  it.each(['', '0', '001', '1234', '1-', '1-24242', '1--242', 'US'])('is null for %j', (text) => {
    expect(parseCountryCode(text)).toBeNull();
  });
});

describe('phoneNumbers', () => {
  it.each([
    ['1', '(202) 555-0123', '+12025550123'],
    [null, '+1 202 555 0123', '+12025550123'],
    ['1-242', '365 1234', '+12423651234'],
    ['1-242', '(242) 365-1234', '+12423651234'],
    ['1-242', '+1 242 365 1234', '+12423651234'],
    ['44-1481', '01481 720000', '+441481720000'],
    ['44-1481', '720000', '+441481720000'],
  ])('have for %j and %j the number %s', (code, text, number) => {
    expect(inCountry(code, text)).toContain(number);
  });

  it.each([
    ['999', '2025550123'],
    [null, '2025550123'],
    ['1', ''],
    ['1', 'private'],
  ])('are none for %j and %j', (code, text) => {
    expect(inCountry(code, text)).toEqual([]);
  });

  it('are numbers that begin with the area, for any code and text', () => {
    const code = fc.option(fc.stringMatching(/^[1-9]\d{0,2}(-\d{1,4})?$/));
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[+0-9 ()-]{0,18}$/));
    fc.assert(
      fc.property(code, text, (country, number) => {
        const [, area = ''] = country?.split('-') ?? [];
        for (const parsed of phoneNumbers(country === null ? null : parseCountryCode(country), number)) {
          expect(parsed.number).toMatch(/^\+\d+$/);
          expect(parsed.nationalNumber.startsWith(area)).toBe(true);
        }
      }),
      { seed: 40, numRuns: 500 },
    );
  });
});
