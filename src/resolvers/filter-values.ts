import type { Context } from '../request/context.ts';
import { badUserInput, forbidden } from './client-error.ts';
import { PERSONAL_DATA_SCOPE } from './personal-data.ts';

/** The most values that one filter may list: each is compared, sorted and hashed for every field that has the filter. */
const MAX_VALUES = 5000;

/** Sorted and without duplicates, so that equivalent filters have the same cursors. Throws if there are too many. */
export function filterValues<T extends string>(name: string, values: readonly T[] | null | undefined): readonly T[] {
  const { length } = values ?? [];
  if (length > MAX_VALUES) throw badUserInput(`filter.${name} has ${length} values; the limit is ${MAX_VALUES}.`);
  return [...new Set(values)].sort();
}

/**
 * The same for values that are personal data. Throws `FORBIDDEN` if there are any and the caller lacks the scope: which items
 * match would reveal what redaction hides.
 */
export function personalFilterValues(
  name: string,
  values: readonly string[] | null | undefined,
  { caller }: Context,
): readonly string[] {
  const wanted = filterValues(name, values);
  if (wanted.length > 0 && !caller.scopes.has(PERSONAL_DATA_SCOPE)) throw forbidden(PERSONAL_DATA_SCOPE);
  return wanted;
}

/** A test of items; null if every item passes. */
export type ItemTest<T> = ((item: T) => boolean) | null;

/** Whether one of the wanted values is the item's. Every item passes an empty list. */
export function isOneOf<T>(wanted: readonly string[], read: (item: T) => string | null): ItemTest<T> {
  const values = new Set<string | null>(wanted);
  return wanted.length === 0 ? null : (item) => values.has(read(item));
}

/** Whether an item passes all tests. */
export function passesAll<T>(tests: readonly ItemTest<T>[]): (item: T) => boolean {
  const needed = tests.filter((test) => test !== null);
  return (item) => needed.every((test) => test(item));
}

/** The lists that have values: what cursors belong to, so that a new list of a filter leaves the cursors before it valid. */
export function nonEmpty(lists: Readonly<Record<string, readonly unknown[]>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(lists).filter(([, values]) => values.length > 0));
}
