import { text } from '../wire-values.ts';
import { errorMeaning } from './error-dictionary.ts';
import type { DeliveryError } from './types.ts';

const DIGITS = /^\d+$/;

/**
 * The error of a row, null when it names none. The campaign report's example has source and code the other way round
 * ("400", "prmsg") than the transactions' ("prmsg", "400"): a source of digits beside a code of none is swapped back.
 */
export function deliveryError(errorSource: unknown, errorCode: unknown, errorMessage: unknown): DeliveryError | null {
  let source = text(errorSource);
  let code = text(errorCode);
  const message = text(errorMessage);
  if (source === null && code === null && message === null) return null;
  if (source !== null && code !== null && DIGITS.test(source) && !DIGITS.test(code)) [source, code] = [code, source];
  return { source, code, message, meaning: errorMeaning(source, code) };
}
