import { type Credential, withAuth } from '../auth/credential.ts';
import { type BaseUrl, createBaseUrl } from '../domain/base-url.ts';
import { type Send, type UpstreamService, withLayers } from '../http/request.ts';
import { withBreaker } from '../http/with-breaker.ts';
import { withBudget } from '../http/with-budget.ts';
import { type CacheOptions, withCache } from '../http/with-cache.ts';
import { withErrors } from '../http/with-errors.ts';
import { withObserver } from '../http/with-observer.ts';
import { withRetry } from '../http/with-retry.ts';
import { withSharing } from '../http/with-sharing.ts';
import { withTimeout } from '../http/with-timeout.ts';
import { createBreakers } from '../traffic/breakers.ts';
import type { Budgets } from '../traffic/budgets.ts';
import { createRetryBudget } from '../traffic/retry-budget.ts';
import type { AccountOptions, Shared, TrafficOptions } from './account-options.ts';

/** The ways from one account to its upstreams: whoever asks for it, by whatever credential, goes through them. */
export type AccountTraffic = {
  readonly baseUrl: BaseUrl;
  /**
   * A way with layers of its own: reads in flight and kept answers are shared within it alone; budgets, breakers and
   * retries are the account's. `answers` are statuses that an operation reads itself.
   */
  layered(
    service: UpstreamService,
    credential: Credential | null,
    cache?: CacheOptions | null,
    answers?: readonly number[],
  ): Send;
};

/** The ways of one account, at the pace of `budgets`. */
export function createAccountTraffic(
  account: AccountOptions,
  traffic: TrafficOptions,
  { transport, observer }: Shared,
  budgets: Budgets,
): AccountTraffic {
  const { accountId } = account;
  const { jitter } = traffic.retry;
  const retries = { jitter, budget: createRetryBudget(accountId, traffic.retry, observer) };
  const slowAfterMs = traffic.attemptTimeoutMs / 2;
  const breakerOf = createBreakers(accountId, { ...traffic.breaker, slowAfterMs }, observer);
  /** The layers of every upstream, outermost first. */
  const layered: AccountTraffic['layered'] = (service, credential, cache = null, answers = []) =>
    withLayers(transport, [
      ...(cache === null ? [] : [withCache(service, cache)]),
      withSharing(service, ({ family }) => observer.shared({ accountId, family })),
      withRetry(service, traffic.retry, retries),
      withBreaker(service, breakerOf),
      withErrors(service, answers),
      ...(credential === null ? [] : [withAuth(credential)]),
      withBudget(service, budgets.of),
      withTimeout(traffic.attemptTimeoutMs),
      withObserver(service, (family, outcome, durationMs) =>
        observer.attempt({ accountId, family }, outcome, durationMs),
      ),
    ]);
  return { baseUrl: createBaseUrl(account, layered('DOMAIN_API', null), traffic.deadlineMs), layered };
}
