import { createHmac, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Secret } from '../auth/secret.ts';

/** How many callers are known at once, and for how many milliseconds from when they were first seen. */
export type CallerBounds = { readonly max: number; readonly ttlMs: number };

const USUAL: CallerBounds = { max: 1000, ttlMs: 60 * 60_000 };

/**
 * Makes one `T` for each caller's token, and gives the same one until it is `forgotten`, its time is over, or too many
 * others were seen since. Tokens are told apart by a keyed hash, whose key is of this process and instance alone.
 */
export function perCaller<T extends object>(
  make: (token: Secret, forget: () => void) => T,
  { max, ttlMs }: CallerBounds = USUAL,
): (token: Secret) => T {
  const key = randomBytes(32);
  // Made when it is needed, because it takes its memory at once.
  let callers: LRUCache<string, T> | undefined;
  return (token) => {
    callers ??= new LRUCache({ max, ttl: ttlMs });
    const name = createHmac('sha256', key).update(token.reveal()).digest('base64url');
    const one = callers.get(name) ?? make(token, () => callers?.delete(name));
    if (!callers.has(name)) callers.set(name, one);
    return one;
  };
}
