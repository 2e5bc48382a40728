import DataLoader from 'dataloader';

/** A loader that compares keys by value: equal keys of one request are loaded once. */
export function batched<K, V>(
  batch: (keys: readonly K[]) => Promise<readonly (V | Error)[]>,
): DataLoader<K, V, string> {
  return new DataLoader<K, V, string>(batch, { cacheKeyFn: (key) => JSON.stringify(key) });
}

/** A loader for an operation that takes one key per call. It loads each key once; a failure affects that key only. */
export function eachOnce<K, V>(fetch: (key: K) => Promise<V>): DataLoader<K, V, string> {
  return batched<K, V>((keys) => Promise.all(keys.map((key) => fetch(key).catch((error: Error) => error))));
}
