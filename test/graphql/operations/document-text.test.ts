import { describe, expect, it } from 'vitest';
import { checkDocumentText } from '../../../src/graphql/operations/document-text.ts';
import type { LimitName } from '../../../src/graphql/operations/limit-error.ts';

/** The limit that a text is refused by; null when it is let through. */
function refusedBy(text: string, limits = { tokens: 10, nesting: 3 }): LimitName | null {
  try {
    checkDocumentText(text, limits);
    return null;
  } catch (error) {
    return (error as { extensions: { limit: LimitName } }).extensions.limit;
  }
}

describe('checkDocumentText', () => {
  it.each([
    ['', null],
    ['a b c d e f g h i j', null],
    ['a b c d e f g h i j k', 'tokens'],
    ['{ a(b: "{[(" """[[[[""") }', null],
    ['{ # one\n # two\n a b c d e # three\n }', null],
    ['{ # one\n # two\n a b c d e f # three\n }', 'tokens'],
    ['{[(', null],
    ['{[]} {[]}', null],
    ['{{{{', 'nesting'],
    ['[[[[', 'nesting'],
    ['((((', 'nesting'],
    ['{[({)]}}', 'nesting'],
  ])('of %j: %s', (text, limit) => {
    expect(refusedBy(text)).toBe(limit);
  });

  it.each([
    ['a b c d ?', null],
    ['{{{{ ?', 'nesting'],
    ['"', null],
  ])('leaves what is no token to the parser, which comes no further: %j', (text, limit) => {
    expect(refusedBy(text)).toBe(limit);
  });
});
