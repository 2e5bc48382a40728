import { text } from '../wire-values.ts';
import { errorMeaning } from './error-dictionary.ts';
import type { DeliveryError } from './types.ts';

const DIGITS = /^\d+$/;

/**
 * The error of a row, null when it names none. The campaign report's example has source and code exchanged ("400",
 * "prmsg"), the transactions' has not ("prmsg", "400"): where the dictionary knows the pair only the other way round, or
 * a source of digits stands beside a code of none, they are exchanged back.
 */
export function deliveryError(errorSource: unknown, errorCode: unknown, errorMessage: unknown): DeliveryError | null {
  const first = text(errorSource);
  const second = text(errorCode);
  const message = text(errorMessage);
  if (first === null && second === null && message === null) return null;
  const [source, code] = isExchanged(first, second) ? [second, first] : [first, second];
  return { source, code, message, meaning: errorMeaning(source, code) };
}

function isExchanged(source: string | null, code: string | null): boolean {
  if (source === null || code === null || errorMeaning(source, code) !== null) return false;
  return errorMeaning(code, source) !== null || (DIGITS.test(source) && !DIGITS.test(code));
}
