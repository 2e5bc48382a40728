import { appJwt } from '../auth/app-jwt.ts';
import { bearer } from '../auth/bearer.ts';
import { type Credential, missingCredential } from '../auth/credential.ts';
import { oauth1 } from '../auth/oauth1.ts';
import { Secret } from '../auth/secret.ts';
import type { UpstreamService } from '../family.ts';
import type { Call, Send } from '../http/request.ts';
import type { CacheOptions } from '../http/with-cache.ts';
import { accountSendOnce } from '../live-deflect/account-send-once.ts';
import { type LiveDeflect, liveDeflect } from '../live-deflect/adapter.ts';
import { saysFailure } from '../live-deflect/report-failure.ts';
import type { SendAlertOnce } from '../live-deflect/send-once.ts';
import { type OutboundConfiguration, outboundConfiguration } from '../outbound-configuration/adapter.ts';
import { type OutboundReporting, outboundReporting } from '../outbound-reporting/adapter.ts';
import { accountCache } from '../traffic/account-cache.ts';
import { type CredentialKeys, liveDeflectKeys, reportingKeys } from './account-credentials.ts';
import type { AccountMemory } from './account-memory.ts';
import type { AccountOptions, Shared, TrafficOptions } from './account-options.ts';
import type { AccountTraffic } from './account-traffic.ts';
import { sameSettings } from './same-settings.ts';

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

/** Who asks an API, and where the answers that it gets are cached. */
type Identity = { readonly keys: CredentialKeys; readonly credential: Credential; readonly cache: CacheOptions | null };

/** The APIs of an account by the gateway's own credentials. */
export function createAccountUpstreams(parts: AccountParts, memory: AccountMemory): AccountUpstreams {
  const { account, traffic, ways } = parts;
  const { accountId, credentials } = account;
  const identities: Identity[] = [];
  /** APIs with the same keys have one identity, so that they have one App JWT. */
  const identityOf = (keys: CredentialKeys): Identity => {
    const known = identities.find((identity) => sameSettings(identity.keys, keys));
    if (known !== undefined) return known;
    const identity = createIdentity(keys, parts, memory);
    identities.push(identity);
    return identity;
  };
  const reader = (service: UpstreamService, keys: CredentialKeys | undefined): Send => {
    if (keys === undefined) return ways.layered(missingCredential(service, accountId, 'App JWT, OAuth 1 or bearer'));
    const { credential, cache } = identityOf(keys);
    return ways.layered(credential, { cache });
  };
  const alertKeys = liveDeflectKeys(credentials);
  const alerting = liveDeflect(account, ways.baseUrl, liveDeflectSends(alertKeys && identityOf(alertKeys), parts));
  return {
    outboundReporting: outboundReporting(
      account,
      ways.baseUrl,
      reader('OUTBOUND_REPORTING', reportingKeys(credentials, 'outboundReporting')),
    ),
    outboundConfiguration: outboundConfiguration(
      accountId,
      ways.baseUrl,
      reader('OUTBOUND_CONFIGURATION', reportingKeys(credentials, 'outboundConfiguration')),
    ),
    liveDeflect: alerting,
    sendAlertOnce: accountSendOnce(alertKeys, alerting.sendProactiveAlert, traffic.alerts, memory.ledgerOf),
  };
}

function createIdentity(keys: CredentialKeys, parts: AccountParts, memory: AccountMemory): Identity {
  const { account, traffic, shared } = parts;
  const cache = accountCache(account.accountId, keys, traffic, shared);
  return { keys, credential: credentialOf(keys, parts, memory), cache };
}

function credentialOf(keys: CredentialKeys, { account, traffic, ways }: AccountParts, memory: AccountMemory) {
  if (keys instanceof Secret) return bearer(keys);
  if ('consumerKey' in keys) return oauth1(keys);
  return appJwt({
    accountId: account.accountId,
    keys,
    sentinel: (call: Call) => ways.baseUrl('sentinel', call),
    send: ways.layered(null),
    timeoutMs: traffic.deadlineMs,
    kept: memory.tokenOf(account, keys),
  });
}

function liveDeflectSends(identity: Identity | undefined, { account, ways }: AccountParts) {
  const credential = identity?.credential ?? missingCredential('LIVE_DEFLECT', account.accountId, 'OAuth 1');
  return {
    reports: ways.layered(credential, { cache: identity?.cache ?? null, saysFailure }),
    // Whoever looks for an alert whose answer was lost must not be shown what was known before it.
    records: ways.layered(credential, { saysFailure }),
    alerts: ways.layered(credential, { answers: [400] }),
  };
}
