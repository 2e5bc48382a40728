import { LRUCache } from 'lru-cache';
import type { Price } from './known-operations.ts';
import { priceOf } from './operation-price.ts';
import type { VariableValues } from './variable-values.ts';

/** The longest variables, as JSON, whose price is remembered. */
const MAX_LENGTH = 1000;

/** The approximate size of all remembered prices, and of one besides its name. */
const MAX_BYTES = 2 * 1024 ** 2;
const ENTRY_BYTES = 200;

/**
 * `priceOf` that remembers the prices of queries by their variables: most are asked again and again, and pricing walks the
 * whole operation and reads the variables twice. Mutations are priced each time. A remembered price means that the
 * variables are valid.
 */
export function rememberPrices(): typeof priceOf {
  const prices = new LRUCache<string, Price>({
    maxSize: MAX_BYTES,
    sizeCalculation: (_, name) => name.length + ENTRY_BYTES,
  });
  return (known, schema, given, maxErrors) => {
    const text = known.operation.operation === 'query' ? exactText(given) : null;
    if (text === null) return priceOf(known, schema, given, maxErrors);
    const name = `${known.index} ${text}`;
    const remembered = prices.get(name);
    if (remembered !== undefined) return remembered;
    const price = priceOf(known, schema, given, maxErrors);
    prices.set(name, price);
    return price;
  };
}

/** The variables as JSON; null if they are too long, or if JSON would not tell them from others. */
function exactText(values: VariableValues): string | null {
  let isExact = true;
  const text = JSON.stringify(values, (_, value) => {
    // JSON has null for a number that is too large to be valid.
    if (typeof value === 'number' && !Number.isFinite(value)) isExact = false;
    return value;
  });
  return isExact && text.length <= MAX_LENGTH ? text : null;
}
