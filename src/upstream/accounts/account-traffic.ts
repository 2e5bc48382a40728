import { type Credential, withAuth } from '../auth/credential.ts';
import { type BaseUrl, createBaseUrl } from '../domain/base-url.ts';
import { serviceOf } from '../family.ts';
import { type Send, withLayers } from '../http/request.ts';
import { createBreaker, withBreaker } from '../http/with-breaker.ts';
import { withBudget } from '../http/with-budget.ts';
import { type CacheOptions, withCache } from '../http/with-cache.ts';
import { type ErrorOptions, withErrors } from '../http/with-errors.ts';
import { withLease } from '../http/with-lease.ts';
import { withObserver } from '../http/with-observer.ts';
import { withRetry } from '../http/with-retry.ts';
import { withSharing } from '../http/with-sharing.ts';
import { withTimeout } from '../http/with-timeout.ts';
import type { Budgets } from '../traffic/budgets.ts';
import { perFamily } from '../traffic/per-family.ts';
import { createRetryBudget } from '../traffic/retry-budget.ts';
import { upstreamFailure } from '../traffic/upstream-failure.ts';
import type { AccountOptions, Shared, TrafficOptions } from './account-options.ts';

/** How one account calls its upstreams, for all callers and credentials. */
export type AccountTraffic = {
  readonly baseUrl: BaseUrl;
  /**
   * A new `Send`. It shares reads in flight with no other, and cached answers with those that have the same `cache`;
   * budgets, breakers and retries are shared by the whole account.
   */
  layered(credential: Credential | null, own?: LayerOptions): Send;
};

/** The settings of one `Send`: its cache (null for none), and which answers are failures. */
type LayerOptions = ErrorOptions & { readonly cache?: CacheOptions | null };

/** The traffic of one account, within `budgets`. */
export function createAccountTraffic(
  account: AccountOptions,
  options: TrafficOptions,
  { transport, observer, onFailure = () => {} }: Shared,
  budgets: Budgets,
): AccountTraffic {
  const { accountId } = account;
  const { jitter } = options.retry;
  const retries = { jitter, budget: createRetryBudget(accountId, options.retry, observer) };
  const slowAfterMs = options.attemptTimeoutMs / 2;
  const breakerOf = perFamily((family) =>
    createBreaker(serviceOf(family), { ...options.breaker, slowAfterMs }, (state) =>
      observer.breaker({ accountId, family }, state),
    ),
  );
  /** The layers of every upstream, outermost first. */
  const layered: AccountTraffic['layered'] = (credential, { cache = null, ...errors } = {}) =>
    withLayers(transport, [
      ...(cache === null ? [] : [withCache(cache)]),
      withSharing(({ family }) => observer.shared({ accountId, family })),
      ...(cache?.leases ? [withLease(cache, cache.leases)] : []),
      withRetry(options.retry, retries),
      withBreaker(breakerOf),
      withErrors(errors, (request, error) => onFailure(upstreamFailure(accountId, request, error))),
      ...(credential === null ? [] : [withAuth(credential)]),
      withBudget(budgets.of),
      withTimeout(options.attemptTimeoutMs),
      withObserver((family, outcome, durationMs) => observer.attempt({ accountId, family }, outcome, durationMs)),
    ]);
  return { baseUrl: createBaseUrl(account, layered(null), options.deadlineMs), layered };
}
