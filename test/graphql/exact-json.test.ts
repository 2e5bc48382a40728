import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExactJson } from '../../src/graphql/exact-json.ts';

describe('parseExactJson', () => {
  it('reads what JavaScript wrote as it is, strings with digits, quotes and exponents among it', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('1e999', '"1e999"', '\\"12345678901234567890', '{"a":1e999}', '\\'),
    );
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        text,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.dictionary(text, tie('value')),
        fc.array(tie('value')),
      ),
    })).value;
    fc.assert(
      fc.property(json, (value) => {
        const written = JSON.stringify([value, '1234567890123456']);
        expect(parseExactJson(written)).toEqual(JSON.parse(written));
      }),
      { seed: 41 },
    );
  });

  it.each([
    '12345678901234567890',
    '1e999',
    '-1e999',
    '1e-999',
    '0.1000000000000000055511151231257827',
    '9007199254740993',
  ])('reads %s as no number that could be sent', (written) => {
    expect(parseExactJson(`{"a":[${written}],"b":"${written}"}`)).toEqual({ a: [expect.any(Number)], b: written });
    const [number] = parseExactJson(`[${written}]`) as readonly number[];
    expect(Number.isFinite(number)).toBe(false);
  });

  it.each([
    ['1.0', 1],
    ['-0', -0],
    ['100000000000000000000', 1e20],
    ['0.10000000000000000000', 0.1],
    ['1E+2', 100],
    ['0.1', 0.1],
    ['123456789012345.6', 123456789012345.6],
    ['5e-324', 5e-324],
    ['0e999', 0],
  ])('reads %s as the number that it is', (written, number) => {
    expect(parseExactJson(written)).toBe(number);
  });

  it.each([
    '',
    '{"a":1e999',
    '"1234567890123456',
    '1.2.3456789012345678',
    '[12345678901234567890',
    '"\\"\\"1234567890123456',
  ])('throws for what is not JSON: %j', (text) => {
    expect(() => parseExactJson(text)).toThrow(SyntaxError);
  });
});
