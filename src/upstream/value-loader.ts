import DataLoader from 'dataloader';

/** A loader whose keys are values: equal questions of one request share one answer. */
export function batched<K, V>(
  batch: (keys: readonly K[]) => Promise<readonly (V | Error)[]>,
): DataLoader<K, V, string> {
  return new DataLoader<K, V, string>(batch, { cacheKeyFn: (key) => JSON.stringify(key) });
}

/** A loader for an operation that takes one question a call: it de-duplicates, and a failure stays with its question. */
export function eachOnce<K, V>(fetch: (key: K) => Promise<V>): DataLoader<K, V, string> {
  return batched<K, V>((keys) => Promise.all(keys.map((key) => fetch(key).catch((error: Error) => error))));
}
