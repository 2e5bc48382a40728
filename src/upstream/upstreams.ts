import type { Redis } from 'ioredis';
import { type AppJwtKeys, appJwt } from './auth/app-jwt.ts';
import { bearer } from './auth/bearer.ts';
import { type Credential, missingCredential, withAuth } from './auth/credential.ts';
import { type OAuth1Keys, oauth1 } from './auth/oauth1.ts';
import type { Secret } from './auth/secret.ts';
import { type BaseUrl, createBaseUrl, type HostOptions } from './domain/base-url.ts';
import { type Call, type Send, type UpstreamService, withLayers } from './http/request.ts';
import { type BreakerOptions, withBreaker } from './http/with-breaker.ts';
import { withBudget } from './http/with-budget.ts';
import { type CacheOptions, withCache } from './http/with-cache.ts';
import { withErrors } from './http/with-errors.ts';
import { withObserver } from './http/with-observer.ts';
import { type RetryBounds, type RetryTable, withRetry } from './http/with-retry.ts';
import { withSharing } from './http/with-sharing.ts';
import { withTimeout } from './http/with-timeout.ts';
import { accountSendOnce, type IdempotencyOptions } from './live-deflect/account-send-once.ts';
import { type LiveDeflect, liveDeflect } from './live-deflect/adapter.ts';
import type { SendAlertOnce } from './live-deflect/send-once.ts';
import { type OutboundConfiguration, outboundConfiguration } from './outbound-configuration/adapter.ts';
import {
  type OutboundReporting,
  type OutboundReportingOptions,
  outboundReporting,
} from './outbound-reporting/adapter.ts';
import { accountCache, accountToken, type KeptBy, type KeptFor } from './traffic/account-cache.ts';
import { createBreakers } from './traffic/breakers.ts';
import { type BudgetSettings, createBudgets } from './traffic/budgets.ts';
import type { Observer } from './traffic/observer.ts';
import { createRetryBudget, type RetryBudgetOptions } from './traffic/retry-budget.ts';

/** The three APIs of one account. */
export type AccountUpstreams = {
  readonly outboundReporting: OutboundReporting;
  readonly outboundConfiguration: OutboundConfiguration;
  readonly liveDeflect: LiveDeflect;
  /** LiveDeflect's `sendProactiveAlert`, once per idempotency key. */
  readonly sendAlertOnce: SendAlertOnce;
};

/** The accounts that the gateway serves. */
export type Upstreams = {
  readonly accountIds: readonly string[];
  /**
   * The APIs of an account; undefined when it is not served. With a `bearer`, Reporting and Configuration are asked with
   * it instead of the gateway's own credentials, and what it got is shared with nobody else.
   */
  of(accountId: string, bearer: Secret | null): AccountUpstreams | undefined;
};

/** One account as its upstreams need to know it. */
export type AccountOptions = OutboundReportingOptions &
  HostOptions & {
    readonly credentials: {
      readonly appJwt?: AppJwtKeys | undefined;
      readonly oauth1?: OAuth1Keys | undefined;
      readonly bearer?: Secret | undefined;
    };
  };

/** How every upstream is called. */
export type TrafficOptions = KeptFor & {
  readonly retry: RetryTable & RetryBudgetOptions & Pick<RetryBounds, 'jitter'>;
  readonly breaker: Omit<BreakerOptions, 'slowAfterMs'>;
  readonly alerts: IdempotencyOptions;
  readonly budgets: BudgetSettings;
  /** Milliseconds that one attempt may take. */
  readonly attemptTimeoutMs: number;
  /** Milliseconds that shared work (a token, a look-up of addresses) may take with its retries. */
  readonly deadlineMs: number;
};

/** What the accounts of this process share. */
export type Shared = KeptBy & {
  readonly transport: Send;
  readonly observer: Observer;
  /** Null where this process shares nothing with others. */
  readonly redis: Redis | null;
};

/** The upstreams of all accounts. */
export function createUpstreams(
  accounts: readonly AccountOptions[],
  traffic: TrafficOptions,
  shared: Shared,
): Upstreams {
  const upstreams = new Map(
    accounts.map((account) => [account.accountId, createAccountUpstreams(account, traffic, shared)]),
  );
  return { accountIds: [...upstreams.keys()], of: (accountId) => upstreams.get(accountId) };
}

/** The upstreams of one account. */
export function createAccountUpstreams(
  account: AccountOptions,
  traffic: TrafficOptions,
  shared: Shared,
): AccountUpstreams {
  const { accountId } = account;
  const { observer } = shared;
  const { jitter } = traffic.retry;
  const retries = { jitter, budget: createRetryBudget(accountId, traffic.retry, observer) };
  const slowAfterMs = traffic.attemptTimeoutMs / 2;
  const breakerOf = createBreakers(accountId, { ...traffic.breaker, slowAfterMs }, observer);
  const budgetOf = createBudgets(accountId, traffic.budgets, shared);
  /** The layers of every upstream, outermost first. */
  const layered = (
    service: UpstreamService,
    credential: Credential | null,
    cache: CacheOptions | null = null,
    answers: readonly number[] = [],
  ): Send =>
    withLayers(shared.transport, [
      ...(cache === null ? [] : [withCache(service, cache)]),
      withSharing(service, ({ family }) => observer.shared({ accountId, family })),
      withRetry(service, traffic.retry, retries),
      withBreaker(service, breakerOf),
      withErrors(service, answers),
      ...(credential === null ? [] : [withAuth(credential)]),
      withBudget(service, budgetOf),
      withTimeout(traffic.attemptTimeoutMs),
      withObserver(service, (family, outcome, durationMs) =>
        observer.attempt({ accountId, family }, outcome, durationMs),
      ),
    ]);

  const baseUrl = createBaseUrl(account, layered('DOMAIN_API', null), traffic.deadlineMs);
  const anyOfThree = preferredCredential(account, baseUrl, layered('SENTINEL', null), traffic.deadlineMs, shared.redis);
  const { appJwt, oauth1, bearer } = account.credentials;
  const ofAnyOfThree = accountCache(accountId, appJwt ?? oauth1 ?? bearer, traffic, shared);
  const oauth1Only = liveDeflectCredential(account);
  const alerting = liveDeflect(account, baseUrl, {
    reports: layered('LIVE_DEFLECT', oauth1Only, accountCache(accountId, oauth1, traffic, shared)),
    // Whoever looks for an alert whose answer was lost must not be shown what was known before it.
    records: layered('LIVE_DEFLECT', oauth1Only),
    alerts: layered('LIVE_DEFLECT', oauth1Only, null, [400]),
  });
  return {
    outboundReporting: outboundReporting(
      account,
      baseUrl,
      layered('OUTBOUND_REPORTING', anyOfThree ?? none('OUTBOUND_REPORTING', account), ofAnyOfThree),
    ),
    outboundConfiguration: outboundConfiguration(
      account.accountId,
      baseUrl,
      layered('OUTBOUND_CONFIGURATION', anyOfThree ?? none('OUTBOUND_CONFIGURATION', account), ofAnyOfThree),
    ),
    liveDeflect: alerting,
    sendAlertOnce: accountSendOnce(account, alerting.sendProactiveAlert, traffic.alerts, shared.redis),
  };
}

/** Reporting and Configuration take any of the three; the App JWT is the one that LivePerson recommends. */
function preferredCredential(
  { accountId, credentials }: AccountOptions,
  baseUrl: BaseUrl,
  send: Send,
  timeoutMs: number,
  redis: Redis | null,
): Credential | null {
  if (credentials.appJwt !== undefined) {
    const sentinel = (call: Call) => baseUrl('sentinel', call);
    const kept = accountToken(accountId, credentials.appJwt, redis);
    return appJwt({ accountId, keys: credentials.appJwt, sentinel, send, timeoutMs, kept });
  }
  if (credentials.oauth1 !== undefined) return oauth1(credentials.oauth1);
  return credentials.bearer === undefined ? null : bearer(credentials.bearer);
}

/** LiveDeflect takes OAuth 1 only. */
function liveDeflectCredential(account: AccountOptions): Credential {
  const { oauth1: keys } = account.credentials;
  return keys === undefined ? none('LIVE_DEFLECT', account) : oauth1(keys);
}

function none(service: UpstreamService, { accountId }: AccountOptions): Credential {
  return missingCredential(service, accountId, service === 'LIVE_DEFLECT' ? 'OAuth 1' : 'App JWT, OAuth 1 or bearer');
}
