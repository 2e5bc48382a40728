import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerText } from '../../src/request/answer-text.ts';
import { fillPlaceholders as fill } from '../../src/resolvers/preview.ts';

/** With room for `room` characters. */
const fillPlaceholders = (text: string | null, values: readonly string[], room = 1_000_000) =>
  fill(text, values, { answerText: answerText(room) });

/** Text that holds no place, and no half of one. */
const plain = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[${}]/g, ''));
/** A value that looks like something to be evaluated, or to be filled again. */
const value = fc.oneof(
  fc.string(),
  fc.constantFrom('$&', '$1', '$$', "$'", '${1}', '${{1}}', '{{2}}', '${process.exit()}', '\\1'),
);

describe('fillPlaceholders', () => {
  it('puts each value in its place as it is, and evaluates nothing', () => {
    const parts = fc.array(fc.tuple(plain, fc.boolean(), value), { maxLength: 8 });
    fc.assert(
      fc.property(parts, plain, (filled, end) => {
        const placeholders = filled.map(([before, dollar], index) => `${before}${dollar ? '$' : ''}{{${index + 1}}}`);
        const values = filled.map(([, , item]) => item);
        const expected = filled.map(([before, , item]) => before + item).join('') + end;
        expect(fillPlaceholders(placeholders.join('') + end, values)).toBe(expected);
      }),
      { seed: 11 },
    );
  });

  it('leaves every text alone without values', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[${} \w]*$/)), (text) => {
        expect(fillPlaceholders(text, [])).toBe(text);
      }),
      { seed: 12 },
    );
  });

  it.each([
    ['Hi ${{1}}, ${{2}}', 'Hi Ann, ${{2}}'],
    ['Hi {{1}} {{1}}', 'Hi Ann Ann'],
    ['{{ 1 }}', 'Ann'],
    ['{{0}} {{01}} {{-1}}', '{{0}} Ann {{-1}}'],
    ['{{name}} ${{name}}', '{{name}} ${{name}}'],
    ['${1} {1} $1', '${1} {1} $1'],
    ['{{constructor}}', '{{constructor}}'],
    ['{{0x1}} {{1e0}}', '{{0x1}} {{1e0}}'],
    ['{{99999999999999999999}}', '{{99999999999999999999}}'],
    ['', ''],
  ])('makes "%s" into "%s"', (text, expected) => {
    expect(fillPlaceholders(text, ['Ann'])).toBe(expected);
  });

  it('fills a placeholder with an empty value', () => {
    expect(fillPlaceholders('Hi ${{1}}!', [''])).toBe('Hi !');
  });

  it('is null where the answer has no room for it', () => {
    expect(fillPlaceholders('{{1}} {{1}}', ['Ann'], 7)).toBe('Ann Ann');
    expect(fillPlaceholders('{{1}} {{1}}', ['Ann'], 6)).toBeNull();
  });

  it('is null where there is no text', () => {
    expect(fillPlaceholders(null, ['Ann'])).toBeNull();
  });
});
