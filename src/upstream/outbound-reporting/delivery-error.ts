import { text } from '../wire-values.ts';
import { errorMeaning } from './error-dictionary.ts';
import type { DeliveryError } from './types.ts';

const DIGITS = /^\d+$/;

/**
 * The error of a row; null if it has none. In the campaign report's example, source and code are swapped ("400",
 * "prmsg"); in the transactions' example they are not. They are swapped back if the dictionary has only the swapped
 * pair, or if the source is digits and the code is not.
 */
export function deliveryError(errorSource: unknown, errorCode: unknown, errorMessage: unknown): DeliveryError | null {
  const first = text(errorSource);
  const second = text(errorCode);
  const message = text(errorMessage);
  if (first === null && second === null && message === null) return null;
  const [source, code] = isSwapped(first, second) ? [second, first] : [first, second];
  return { source, code, message, meaning: errorMeaning(source, code) };
}

function isSwapped(source: string | null, code: string | null): boolean {
  if (source === null || code === null || errorMeaning(source, code) !== null) return false;
  return errorMeaning(code, source) !== null || (DIGITS.test(source) && !DIGITS.test(code));
}
