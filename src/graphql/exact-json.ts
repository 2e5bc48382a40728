import { isExactNumber } from '../resolvers/exact-number.ts';

/** Sixteen digits or a three-digit exponent: every inexact number has one of them. A string may have them, too. */
const MAYBE_INEXACT = /\d[\d.]{15}|\de[+-]?\d{3}/i;

/** A string, even an unterminated one, or a number. */
const TOKEN = /"(?:[^"\\]+|\\[\s\S])*"?|-?\d[\d.e+-]*/gi;

/**
 * Parses JSON. A number that JavaScript cannot represent exactly becomes `Infinity`, which no scalar accepts, so the
 * error names the variable. Throws what JSON.parse throws.
 */
export function parseExactJson(text: string): unknown {
  return JSON.parse(MAYBE_INEXACT.test(text) ? text.replace(TOKEN, exactToken) : text);
}

function exactToken(token: string): string {
  return token.startsWith('"') || !Number.isFinite(Number(token)) || isExactNumber(token) ? token : '1e999';
}
