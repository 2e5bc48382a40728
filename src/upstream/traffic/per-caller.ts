import { createHmac, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Secret } from '../auth/secret.ts';

/** How many callers are remembered at once, and for how many milliseconds after they were first seen. */
export type CallerBounds = { readonly max: number; readonly ttlMs: number };

const DEFAULTS: CallerBounds = { max: 1000, ttlMs: 60 * 60_000 };

/**
 * Makes one `T` for each caller's token, and returns it until `forget` is called, its time is over, or too many other
 * callers came since. Tokens are stored as keyed hashes, whose key belongs to this instance alone.
 */
export function perCaller<T extends object>(
  make: (token: Secret, forget: () => void) => T,
  { max, ttlMs }: CallerBounds = DEFAULTS,
): (token: Secret) => T {
  const key = randomBytes(32);
  // Created on first use, because it allocates its memory at once.
  let callers: LRUCache<string, T> | undefined;
  return (token) => {
    callers ??= new LRUCache({ max, ttl: ttlMs });
    const name = createHmac('sha256', key).update(token.reveal()).digest('base64url');
    const one = callers.get(name) ?? make(token, () => callers?.delete(name));
    if (!callers.has(name)) callers.set(name, one);
    return one;
  };
}
