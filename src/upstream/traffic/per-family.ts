import type { Family } from '../http/request.ts';

/** Makes one `T` for each family of operations when it is first asked for, and gives the same one ever after. */
export function perFamily<T, Rest extends readonly unknown[] = []>(
  make: (family: Family, ...rest: Rest) => T,
): (family: Family, ...rest: Rest) => T {
  const made = new Map<Family, T>();
  return (family, ...rest) => {
    const one = made.get(family) ?? make(family, ...rest);
    made.set(family, one);
    return one;
  };
}
