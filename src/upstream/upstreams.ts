import { type AppJwtKeys, appJwt } from './auth/app-jwt.ts';
import { bearer } from './auth/bearer.ts';
import { type Credential, missingCredential, withAuth } from './auth/credential.ts';
import { type OAuth1Keys, oauth1 } from './auth/oauth1.ts';
import type { Secret } from './auth/secret.ts';
import { type BaseUrl, createBaseUrl, type HostOptions } from './domain/base-url.ts';
import { type Call, type Send, type UpstreamService, withLayers } from './http/request.ts';
import { withErrors } from './http/with-errors.ts';
import { type RetryTable, withRetry } from './http/with-retry.ts';
import { withTimeout } from './http/with-timeout.ts';
import { type LiveDeflect, liveDeflect } from './live-deflect/adapter.ts';
import { type OutboundConfiguration, outboundConfiguration } from './outbound-configuration/adapter.ts';
import {
  type OutboundReporting,
  type OutboundReportingOptions,
  outboundReporting,
} from './outbound-reporting/adapter.ts';

/** The three APIs of one account. */
export type AccountUpstreams = {
  readonly outboundReporting: OutboundReporting;
  readonly outboundConfiguration: OutboundConfiguration;
  readonly liveDeflect: LiveDeflect;
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
export type TrafficOptions = {
  readonly retry: RetryTable;
  /** Milliseconds that one attempt may take. */
  readonly attemptTimeoutMs: number;
  /** Milliseconds that shared work (a token, a look-up of addresses) may take with its retries. */
  readonly deadlineMs: number;
};

/** The upstreams of one account over one transport. */
export function createAccountUpstreams(
  account: AccountOptions,
  traffic: TrafficOptions,
  transport: Send,
): AccountUpstreams {
  /** The layers of every upstream, outermost first. */
  const layered = (service: UpstreamService, credential: Credential | null, answers: readonly number[] = []): Send =>
    withLayers(transport, [
      withRetry(service, traffic.retry),
      withErrors(service, answers),
      ...(credential === null ? [] : [withAuth(credential)]),
      withTimeout(traffic.attemptTimeoutMs),
    ]);

  const baseUrl = createBaseUrl(account, layered('DOMAIN_API', null), traffic.deadlineMs);
  const anyOfThree = preferredCredential(account, baseUrl, layered('SENTINEL', null), traffic.deadlineMs);
  const oauth1Only = liveDeflectCredential(account);
  return {
    outboundReporting: outboundReporting(
      account,
      baseUrl,
      layered('OUTBOUND_REPORTING', anyOfThree ?? none('OUTBOUND_REPORTING', account)),
    ),
    outboundConfiguration: outboundConfiguration(
      account.accountId,
      baseUrl,
      layered('OUTBOUND_CONFIGURATION', anyOfThree ?? none('OUTBOUND_CONFIGURATION', account)),
    ),
    liveDeflect: liveDeflect(account, baseUrl, {
      reports: layered('LIVE_DEFLECT', oauth1Only),
      alerts: layered('LIVE_DEFLECT', oauth1Only, [400]),
    }),
  };
}

/** Reporting and Configuration take any of the three; the App JWT is the one that LivePerson recommends. */
function preferredCredential(
  { accountId, credentials }: AccountOptions,
  baseUrl: BaseUrl,
  send: Send,
  timeoutMs: number,
): Credential | null {
  if (credentials.appJwt !== undefined) {
    const sentinel = (call: Call) => baseUrl('sentinel', call);
    return appJwt({ accountId, keys: credentials.appJwt, sentinel, send, timeoutMs });
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
