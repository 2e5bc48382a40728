/** Characters of the longest number that is looked at: more digits than any that arrives. */
const LONGEST = 400;

const NUMBER = /^-?(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i;

/**
 * Whether a number of JSON or GraphQL, as it was written, is the same number after JavaScript has read it and written it
 * again. `1.0` and `-0` are, as 1 and 0; `12345678901234567890` and `1e999` are not.
 */
export function isExactNumber(written: string): boolean {
  if (written.length > LONGEST) return false;
  const decimal = decimalOf(written);
  return decimal !== null && decimal === decimalOf(String(Number(written)));
}

/** The digits from the first to the last that is not 0, and the power of ten that they are multiplied by; null for Infinity. */
function decimalOf(text: string): string | null {
  const [, whole, fraction = '', exponent = '0'] = NUMBER.exec(text) ?? [];
  if (whole === undefined) return null;
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}
