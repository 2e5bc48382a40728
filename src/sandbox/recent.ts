/** A bounded memory: it keeps what was used most recently and forgets the rest. */
export type Recent<V> = {
  /** The kept value of a key, or undefined. */
  get(key: string): V | undefined;
  /** Keeps a value, forgetting the one that was not used for longest when there are too many. */
  set(key: string, value: V): void;
  /** How many values are kept. */
  size(): number;
};

/** A Recent that holds at most `limit` values. */
export function createRecent<V>(limit: number): Recent<V> {
  const kept = new Map<string, V>();
  const set = (key: string, value: V): void => {
    kept.delete(key);
    kept.set(key, value);
    const oldest = kept.keys().next();
    if (kept.size > limit && !oldest.done) kept.delete(oldest.value);
  };
  const get = (key: string): V | undefined => {
    const value = kept.get(key);
    if (value !== undefined) set(key, value);
    return value;
  };
  return { get, set, size: () => kept.size };
}
