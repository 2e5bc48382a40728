import type { UpstreamService } from '../family.ts';
import type { Call } from './request.ts';
import { waitFor } from './wait-for.ts';

/** A value and the epoch millisecond from which it must be fetched anew. */
export type Expiring<T> = { readonly value: T; readonly expiresAt: number };

/** One value that many callers share. */
export type SingleValue<T> = {
  /** The kept value, or a new one; callers at the same time share one fetch. */
  get(call: Call): Promise<T>;
  /** Forgets `value` if it is still the kept one, so that the next `get` fetches anew. */
  drop(value: T): void;
};

/**
 * Keeps one fetched value until it expires, with a single fetch in flight. The fetch has a deadline of its own
 * (`timeoutMs`), because the caller that began it may leave before the others. Failures are not kept.
 */
export function createSingleValue<T>(
  service: UpstreamService,
  fetch: (call: Call) => Promise<Expiring<T>>,
  timeoutMs: number,
): SingleValue<T> {
  let kept: Expiring<T> | undefined;
  let flight: Promise<T> | undefined;
  const refresh = async ({ observer }: Call) => {
    const call = { signal: AbortSignal.timeout(timeoutMs), deadlineAt: Date.now() + timeoutMs };
    kept = await fetch(observer === undefined ? call : { ...call, observer });
    return kept.value;
  };
  return {
    async get(call) {
      if (kept !== undefined && Date.now() < kept.expiresAt) return kept.value;
      flight ??= refresh(call).finally(() => {
        flight = undefined;
      });
      return waitFor(flight, service, call.signal, 'unsent');
    },
    drop(value) {
      if (kept?.value === value) kept = undefined;
    },
  };
}
