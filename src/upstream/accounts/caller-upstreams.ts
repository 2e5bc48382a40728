import { bearer } from '../auth/credential.ts';
import type { Secret } from '../auth/secret.ts';
import type { Layer } from '../http/request.ts';
import { UpstreamError } from '../http/upstream-error.ts';
import { outboundConfiguration } from '../outbound-configuration/adapter.ts';
import { outboundReporting } from '../outbound-reporting/adapter.ts';
import { callerCache } from '../traffic/account-cache.ts';
import type { AccountParts, AccountUpstreams } from './account-upstreams.ts';

/** Unverified callers wait for their turns as one caller. */
const STRANGERS = 'strangers';

/**
 * Makes all callers whose token LivePerson has not accepted yet wait as one caller: a thousand made-up tokens together
 * get no more turns than one caller.
 */
function strangerAtFirst(): Layer {
  let known = false;
  return (next) => async (request) => {
    const response = await next(known ? request : { ...request, call: { ...request.call, caller: STRANGERS } });
    known = true;
    return response;
  };
}

/**
 * The APIs of an account for one caller with its own LE bearer token. Reads in flight and cached answers are this
 * caller's alone, and answers cached before now are ignored. `onUnauthorized` is called when LivePerson refuses the
 * token; do not use these APIs after that.
 */
export function createCallerUpstreams(
  { account, options, shared, traffic }: AccountParts,
  token: Secret,
  onUnauthorized: () => void,
): AccountUpstreams {
  const { baseUrl } = traffic;
  const own = bearer(token, onUnauthorized);
  const cache = callerCache(account.accountId, token, options, shared);
  const asStranger = strangerAtFirst();
  const reads = () => asStranger(traffic.layered(own, { cache }));
  return {
    outboundReporting: outboundReporting(account, baseUrl, reads()),
    outboundConfiguration: outboundConfiguration(account.accountId, baseUrl, reads()),
    liveDeflect: { fetchDeflections: refuse, fetchProactiveAlerts: refuse, sendProactiveAlert: refuse },
    sendAlertOnce: refuse,
    sending: {},
  };
}

/** The gateway's own OAuth 1 keys are not for callers that only LivePerson has authenticated. */
async function refuse(): Promise<never> {
  const sentence =
    'accepts OAuth 1 credentials only, so the gateway does not call it for callers with their own LE bearer tokens';
  throw new UpstreamError('UPSTREAM_UNAUTHORIZED', 'LIVE_DEFLECT', sentence, { delivery: 'unsent' });
}
