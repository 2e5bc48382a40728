/** A cache that evicts the least recently used value. */
export type Recent<V> = {
  /** The value of a key, or undefined. */
  get(key: string): V | undefined;
  /** Stores a value, and evicts the least recently used one when there are too many. */
  set(key: string, value: V): void;
  /** The number of values. */
  size(): number;
};

/** A cache of at most `limit` values. */
export function createRecent<V>(limit: number): Recent<V> {
  const values = new Map<string, V>();
  const set = (key: string, value: V): void => {
    values.delete(key);
    values.set(key, value);
    const oldest = values.keys().next();
    if (values.size > limit && !oldest.done) values.delete(oldest.value);
  };
  const get = (key: string): V | undefined => {
    const value = values.get(key);
    if (value !== undefined) set(key, value);
    return value;
  };
  return { get, set, size: () => values.size };
}
