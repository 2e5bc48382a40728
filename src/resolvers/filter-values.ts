import { badUserInput } from './client-error.ts';

/** The most values that one filter may list: each is compared, sorted and hashed for every field that has the filter. */
const MAX_VALUES = 5000;

/** Sorted and without duplicates, so that equivalent filters have the same cursors. Throws if there are too many. */
export function filterValues<T extends string>(name: string, values: readonly T[] | null | undefined): readonly T[] {
  const { length } = values ?? [];
  if (length > MAX_VALUES) throw badUserInput(`filter.${name} has ${length} values; the limit is ${MAX_VALUES}.`);
  return [...new Set(values)].sort();
}
