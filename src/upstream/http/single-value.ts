import type { UpstreamService } from '../family.ts';
import type { Call } from './request.ts';
import { waitFor } from './wait-for.ts';

/** A value, and the epoch millisecond at which it expires. */
export type Expiring<T> = { readonly value: T; readonly expiresAt: number };

/** A value that many callers share. */
export type SingleValue<T> = {
  /** The cached value, or a new one. Concurrent callers share one fetch. */
  get(call: Call): Promise<T>;
  /** Drops `value` if it is still the cached one, so that the next `get` fetches again. */
  drop(value: T): void;
};

/**
 * Caches one value until it expires, with at most one fetch in flight. The fetch has its own deadline (`timeoutMs`),
 * because the caller that started it may leave before the others. Failures are not cached.
 */
export function createSingleValue<T>(
  service: UpstreamService,
  fetch: (call: Call) => Promise<Expiring<T>>,
  timeoutMs: number,
): SingleValue<T> {
  let cached: Expiring<T> | undefined;
  let flight: Promise<T> | undefined;
  const refresh = async ({ observer }: Call) => {
    const call = { signal: AbortSignal.timeout(timeoutMs), deadlineAt: Date.now() + timeoutMs };
    cached = await fetch(observer === undefined ? call : { ...call, observer });
    return cached.value;
  };
  return {
    async get(call) {
      if (cached !== undefined && Date.now() < cached.expiresAt) return cached.value;
      flight ??= refresh(call).finally(() => {
        flight = undefined;
      });
      return waitFor(flight, service, call.signal, 'unsent');
    },
    drop(value) {
      if (cached?.value === value) cached = undefined;
    },
  };
}
