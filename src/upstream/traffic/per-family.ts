import type { Family } from '../family.ts';

/** Makes one `T` for each family on first use, and returns the same one from then on. */
export function perFamily<T>(make: (family: Family) => T): (family: Family) => T {
  const made = new Map<Family, T>();
  return (family) => {
    const one = made.get(family) ?? make(family);
    made.set(family, one);
    return one;
  };
}
