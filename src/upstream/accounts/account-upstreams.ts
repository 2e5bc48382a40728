import { appJwt } from '../auth/app-jwt.ts';
import { bearer } from '../auth/bearer.ts';
import { type Credential, missingCredential } from '../auth/credential.ts';
import { oauth1 } from '../auth/oauth1.ts';
import type { Call, UpstreamService } from '../http/request.ts';
import { accountSendOnce } from '../live-deflect/account-send-once.ts';
import { type LiveDeflect, liveDeflect } from '../live-deflect/adapter.ts';
import type { SendAlertOnce } from '../live-deflect/send-once.ts';
import { type OutboundConfiguration, outboundConfiguration } from '../outbound-configuration/adapter.ts';
import { type OutboundReporting, outboundReporting } from '../outbound-reporting/adapter.ts';
import { accountCache } from '../traffic/account-cache.ts';
import type { AccountMemory } from './account-memory.ts';
import type { AccountOptions, Shared, TrafficOptions } from './account-options.ts';
import type { AccountTraffic } from './account-traffic.ts';

/** The three APIs of one account. */
export type AccountUpstreams = {
  readonly outboundReporting: OutboundReporting;
  readonly outboundConfiguration: OutboundConfiguration;
  readonly liveDeflect: LiveDeflect;
  /** LiveDeflect's `sendProactiveAlert`, once per idempotency key. */
  readonly sendAlertOnce: SendAlertOnce;
};

/** What an account's APIs are made of. */
export type AccountParts = {
  readonly account: AccountOptions;
  readonly traffic: TrafficOptions;
  readonly shared: Shared;
  readonly ways: AccountTraffic;
};

/** The APIs of an account by the gateway's own credentials. */
export function createAccountUpstreams(parts: AccountParts, memory: AccountMemory): AccountUpstreams {
  const { account, traffic, shared, ways } = parts;
  const { baseUrl, layered } = ways;
  const { appJwt, oauth1, bearer } = account.credentials;
  const anyOfThree = preferredCredential(parts, memory);
  const ofAnyOfThree = accountCache(account.accountId, appJwt ?? oauth1 ?? bearer, traffic, shared);
  const oauth1Only = liveDeflectCredential(account);
  const alerting = liveDeflect(account, baseUrl, {
    reports: layered('LIVE_DEFLECT', oauth1Only, accountCache(account.accountId, oauth1, traffic, shared)),
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
    sendAlertOnce: accountSendOnce(account, alerting.sendProactiveAlert, traffic.alerts, memory.ledgerOf),
  };
}

/** Reporting and Configuration take any of the three; the App JWT is the one that LivePerson recommends. */
function preferredCredential({ account, traffic, ways }: AccountParts, memory: AccountMemory): Credential | null {
  const { accountId, credentials } = account;
  if (credentials.appJwt !== undefined) {
    const { appJwt: keys } = credentials;
    const sentinel = (call: Call) => ways.baseUrl('sentinel', call);
    const send = ways.layered('SENTINEL', null);
    const kept = memory.tokenOf(account, keys);
    return appJwt({ accountId, keys, sentinel, send, timeoutMs: traffic.deadlineMs, kept });
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
