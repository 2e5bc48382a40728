import type { Family } from '../family.ts';

/** Makes one `T` for each family of operations when it is first asked for, and gives the same one ever after. */
export function perFamily<T>(make: (family: Family) => T): (family: Family) => T {
  const made = new Map<Family, T>();
  return (family) => {
    const one = made.get(family) ?? make(family);
    made.set(family, one);
    return one;
  };
}
