import { type Credential, withAuth } from '../auth/credential.ts';
import { type BaseUrl, createBaseUrl } from '../domain/base-url.ts';
import { type Send, withLayers } from '../http/request.ts';
import { withBreaker } from '../http/with-breaker.ts';
import { withBudget } from '../http/with-budget.ts';
import { type CacheOptions, withCache } from '../http/with-cache.ts';
import { type ErrorOptions, withErrors } from '../http/with-errors.ts';
import { withObserver } from '../http/with-observer.ts';
import { withRetry } from '../http/with-retry.ts';
import { withSharing } from '../http/with-sharing.ts';
import { withTimeout } from '../http/with-timeout.ts';
import { createBreakers } from '../traffic/breakers.ts';
import type { Budgets } from '../traffic/budgets.ts';
import { createRetryBudget } from '../traffic/retry-budget.ts';
import { upstreamFailure } from '../traffic/upstream-failure.ts';
import type { AccountOptions, Shared, TrafficOptions } from './account-options.ts';

/** The ways from one account to its upstreams: whoever asks for it, by whatever credential, goes through them. */
export type AccountTraffic = {
  readonly baseUrl: BaseUrl;
  /**
   * A way with layers of its own: reads in flight and kept answers are shared within it alone; budgets, breakers and
   * retries are the account's.
   */
  layered(credential: Credential | null, own?: WayOptions): Send;
};

/** What a way has of its own: where its answers are kept (null: nowhere), and which of them are failures. */
type WayOptions = ErrorOptions & { readonly cache?: CacheOptions | null };

/** The ways of one account, at the pace of `budgets`. */
export function createAccountTraffic(
  account: AccountOptions,
  traffic: TrafficOptions,
  { transport, observer, onFailure = () => {} }: Shared,
  budgets: Budgets,
): AccountTraffic {
  const { accountId } = account;
  const { jitter } = traffic.retry;
  const retries = { jitter, budget: createRetryBudget(accountId, traffic.retry, observer) };
  const slowAfterMs = traffic.attemptTimeoutMs / 2;
  const breakerOf = createBreakers(accountId, { ...traffic.breaker, slowAfterMs }, observer);
  /** The layers of every upstream, outermost first. */
  const layered: AccountTraffic['layered'] = (credential, { cache = null, ...errors } = {}) =>
    withLayers(transport, [
      ...(cache === null ? [] : [withCache(cache)]),
      withSharing(({ family }) => observer.shared({ accountId, family })),
      withRetry(traffic.retry, retries),
      withBreaker(breakerOf),
      withErrors(errors, (request, error) => onFailure(upstreamFailure(accountId, request, error))),
      ...(credential === null ? [] : [withAuth(credential)]),
      withBudget(budgets.of),
      withTimeout(traffic.attemptTimeoutMs),
      withObserver((family, outcome, durationMs) => observer.attempt({ accountId, family }, outcome, durationMs)),
    ]);
  return { baseUrl: createBaseUrl(account, layered(null), traffic.deadlineMs), layered };
}
