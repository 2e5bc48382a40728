import { appJwt } from '../auth/app-jwt.ts';
import { bearer, type Credential, missingCredential } from '../auth/credential.ts';
import { oauth1 } from '../auth/oauth1.ts';
import type { CredentialKeys } from '../auth/sealing.ts';
import { Secret } from '../auth/secret.ts';
import type { UpstreamService } from '../family.ts';
import type { Call, Send } from '../http/request.ts';
import type { CacheOptions } from '../http/with-cache.ts';
import { accountSendOnce } from '../live-deflect/account-send-once.ts';
import { type LiveDeflect, liveDeflect, saysFailure } from '../live-deflect/adapter.ts';
import type { SendAlertOnce } from '../live-deflect/send-once.ts';
import type { Sending } from '../live-deflect/sending.ts';
import { type OutboundConfiguration, outboundConfiguration } from '../outbound-configuration/adapter.ts';
import { type OutboundReporting, outboundReporting } from '../outbound-reporting/adapter.ts';
import { accountCache } from '../traffic/account-cache.ts';
import { upstreamFailure } from '../traffic/upstream-failure.ts';
import { liveDeflectKeys, reportingKeys } from './account-credentials.ts';
import type { AccountMemory } from './account-memory.ts';
import type { AccountOptions, Shared, TrafficOptions } from './account-options.ts';
import type { AccountTraffic } from './account-traffic.ts';
import { sameSettings } from './same-settings.ts';

/** The three APIs of one account. */
export type AccountUpstreams = {
  readonly outboundReporting: OutboundReporting;
  readonly outboundConfiguration: OutboundConfiguration;
  readonly liveDeflect: LiveDeflect;
  /** Sends a proactive alert once per idempotency key. */
  readonly sendAlertOnce: SendAlertOnce;
  readonly sending: Sending;
};

/** What an account's APIs are built from. */
export type AccountParts = {
  readonly account: AccountOptions;
  readonly options: TrafficOptions;
  readonly shared: Shared;
  readonly traffic: AccountTraffic;
};

/** A credential, and the cache of its answers. */
type Identity = { readonly keys: CredentialKeys; readonly credential: Credential; readonly cache: CacheOptions | null };

/** The APIs of an account with the gateway's own credentials. */
export function createAccountUpstreams(parts: AccountParts, memory: AccountMemory): AccountUpstreams {
  const { account, options, traffic } = parts;
  const { accountId, credentials } = account;
  const identities: Identity[] = [];
  /** APIs with the same keys share one identity, and so one App JWT. */
  const identityOf = (keys: CredentialKeys): Identity => {
    const known = identities.find((identity) => sameSettings(identity.keys, keys));
    if (known !== undefined) return known;
    const identity = createIdentity(keys, parts, memory);
    identities.push(identity);
    return identity;
  };
  const reader = (service: UpstreamService, keys: CredentialKeys | undefined): Send => {
    if (keys === undefined) return traffic.layered(missingCredential(service, accountId, 'App JWT, OAuth 1 or bearer'));
    const { credential, cache } = identityOf(keys);
    return traffic.layered(credential, { cache });
  };
  const alertKeys = liveDeflectKeys(credentials);
  const alerting = liveDeflect(account, traffic.baseUrl, liveDeflectSends(alertKeys && identityOf(alertKeys), parts));
  return {
    outboundReporting: outboundReporting(
      account,
      traffic.baseUrl,
      reader('OUTBOUND_REPORTING', reportingKeys(credentials, 'outboundReporting')),
    ),
    outboundConfiguration: outboundConfiguration(
      accountId,
      traffic.baseUrl,
      reader('OUTBOUND_CONFIGURATION', reportingKeys(credentials, 'outboundConfiguration')),
    ),
    liveDeflect: alerting,
    sendAlertOnce: accountSendOnce(alertKeys, alerting.sendProactiveAlert, options.alerts, memory.ledgerOf),
    sending: account.sending ?? {},
  };
}

function createIdentity(keys: CredentialKeys, parts: AccountParts, memory: AccountMemory): Identity {
  const { account, options, shared } = parts;
  const cache = accountCache(account.accountId, keys, options, shared);
  return { keys, credential: credentialOf(keys, parts, memory), cache };
}

function credentialOf(
  keys: CredentialKeys,
  { account, options, traffic, shared }: AccountParts,
  memory: AccountMemory,
) {
  if (keys instanceof Secret) return bearer(keys);
  if ('consumerKey' in keys) return oauth1(keys);
  return appJwt({
    accountId: account.accountId,
    keys,
    sentinel: (call: Call) => traffic.baseUrl('sentinel', call),
    send: traffic.layered(null),
    timeoutMs: options.deadlineMs,
    tokenStore: memory.tokenOf(account, keys),
    onExpired: (error, call) =>
      shared.onFailure?.(upstreamFailure(account.accountId, { family: 'sentinel', call }, error)),
  });
}

function liveDeflectSends(identity: Identity | undefined, { account, options, traffic }: AccountParts) {
  const unproven = options.alerts.rateLimited === 'unknown' ? [429] : [];
  const credential = identity?.credential ?? missingCredential('LIVE_DEFLECT', account.accountId, 'OAuth 1');
  return {
    reports: traffic.layered(credential, { cache: identity?.cache ?? null, saysFailure }),
    // Not cached: a caller who looks up an alert with an unknown outcome needs the current state.
    records: traffic.layered(credential, { saysFailure }),
    alerts: traffic.layered(credential, { answers: [400], unproven }),
  };
}
