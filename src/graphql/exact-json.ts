import { isExactNumber } from '../resolvers/exact-number.ts';

/** Sixteen digits or an exponent of three: what all numbers have that are not read exactly. It may be part of a string. */
const MAYBE_INEXACT = /\d[\d.]{15}|\de[+-]?\d{3}/i;

/** A string, also one that does not end, or a number. */
const TOKEN = /"(?:[^"\\]+|\\[\s\S])*"?|-?\d[\d.e+-]*/gi;

/**
 * The value of a JSON text, in which a number that JavaScript cannot hold exactly is `Infinity`: no scalar takes that, so
 * it is refused where it is used, and named by its place. Throws what JSON.parse throws.
 */
export function parseExactJson(text: string): unknown {
  return JSON.parse(MAYBE_INEXACT.test(text) ? text.replace(TOKEN, exactToken) : text);
}

function exactToken(token: string): string {
  return token.startsWith('"') || !Number.isFinite(Number(token)) || isExactNumber(token) ? token : '1e999';
}
