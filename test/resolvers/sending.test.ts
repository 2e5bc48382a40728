import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerText } from '../../src/request/answer-text.ts';
import { resolveTemplatePreview } from '../../src/resolvers/sending.ts';
import { variablesIn } from '../../src/upstream/live-deflect/sending.ts';

function preview(text: string, variables: Record<string, unknown>, room = 1_000_000, listed = variablesIn(text)) {
  const template = { name: 'a', language: 'b', text, variables: listed };
  return resolveTemplatePreview(template, { variables }, { answerText: answerText(room) });
}

/** A value that looks like something to be evaluated, or to be filled again. */
const value = fc.oneof(fc.string(), fc.constantFrom('$&', '$1', '@Time', '@Gate', '${process.exit()}', '\\1'));

describe('resolveTemplatePreview', () => {
  it('puts each value in its places as it is, and evaluates nothing', () => {
    const plain = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[@\p{L}\p{N}_.+-]/gu, ''));
    fc.assert(
      fc.property(plain, plain, value, value, (before, between, time, gate) => {
        const text = `${before} @Time ${between} @Gate @Time`;
        const filled = `${before} ${time} ${between} ${gate} ${time}`;
        expect(preview(text, { '@Time': time, '@Gate': gate })).toBe(filled);
      }),
      { seed: 15 },
    );
  });

  it('leaves every text alone without values', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[@ \w.]*$/), (text) => {
        expect(preview(text, {})).toBe(text);
      }),
      { seed: 16 },
    );
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['At @Time, gate @Gate.', { '@Time': '7 pm' }, 'At 7 pm, gate @Gate.'],
    ['@City and @CityCode', { '@City': 'Rome' }, 'Rome and @CityCode'],
    ['@A/@B', { '@A': 1, '@B': true }, '1/true'],
    ['@A @B @C', { '@A': null, '@B': {}, '@C': ['x'] }, '@A @B @C'],
    ['help@example.com', { '@example': 'x' }, 'help@example.com'],
    ['@A!', { '@A': '' }, '!'],
    ['@constructor @__proto__', {}, '@constructor @__proto__'],
  ])('makes "%s" with %j into "%s"', (text, variables, filled) => {
    expect(preview(text, variables)).toBe(filled);
  });

  it('fills only the variables that the template has', () => {
    expect(preview('@A @B', { '@A': '1', '@B': '2' }, 100, ['@B'])).toBe('@A 2');
  });

  it('is null where the answer has no room for it', () => {
    expect(preview('@A @A', { '@A': 'Ann' }, 7)).toBe('Ann Ann');
    expect(preview('@A @A', { '@A': 'Ann' }, 6)).toBeNull();
  });
});
