import { z } from 'zod';
import { decode, malformed, parseJson } from '../http/decode.ts';
import type { Call, Send } from '../http/request.ts';
import { createSingleValue } from '../http/single-value.ts';
import { UpstreamError } from '../http/upstream-error.ts';

/** The hosts whose address depends on the account. */
export type Host = 'reporting' | 'configuration' | 'liveDeflect' | 'sentinel';

/** LivePerson's data centers: Virginia, London, Sydney. */
export type Region = 'va' | 'lo' | 'sy';

/** The configured addresses of an account's hosts. URLs have no trailing slash. */
export type HostOptions = {
  readonly accountId: string;
  readonly region?: Region | undefined;
  readonly endpoints: { readonly [H in Host]?: string | undefined } & { readonly domainApi: string };
};

const DOMAINS: Record<Host, string> = {
  reporting: 'cx-reporting',
  configuration: 'handoff',
  liveDeflect: 'ivrdeflect',
  sentinel: 'sentinel',
};

/** LivePerson requires a lookup at least once a day; its own SDKs look up hourly or more often. */
const CACHED_MS = 60 * 60_000;

const Services = z.looseObject({
  baseURIs: z.array(z.looseObject({ service: z.string(), baseURI: z.string() })).default([]),
});

/**
 * The base URL of a host, without a trailing slash: the configured one, else that of the configured region, else that
 * of the Domain API.
 */
export type BaseUrl = (host: Host, call: Call) => Promise<string>;

/**
 * Resolves base URLs. Price: one Domain API call an hour, and none if the configuration names the endpoint or the
 * region.
 */
export function createBaseUrl({ accountId, region, endpoints }: HostOptions, send: Send, timeoutMs: number): BaseUrl {
  const services = createSingleValue(
    'DOMAIN_API',
    (call) => fetchServices(endpoints.domainApi, accountId, send, call),
    timeoutMs,
  );
  return async (host, call) => {
    const configured = endpoints[host];
    if (configured !== undefined) return configured;
    if (region !== undefined) return regionalUrl(host, region);
    const baseUris = await services.get(call);
    const sentinel = baseUris.get('sentinel');
    if (host === 'sentinel' && sentinel !== undefined) return withScheme(sentinel);
    return regionalUrl(host, regionOf(baseUris.get('asyncMessagingEnt') ?? sentinel, accountId));
  };
}

async function fetchServices(domainApi: string, accountId: string, send: Send, call: Call) {
  const url = `${domainApi}/api/account/${accountId}/service/baseURI.json?version=1.0`;
  const response = await send({
    method: 'GET',
    url,
    headers: { accept: 'application/json' },
    family: 'domainApi',
    repeatable: true,
    call,
  });
  const { baseURIs } = decode('DOMAIN_API', Services, parseJson('DOMAIN_API', response));
  return {
    value: new Map(baseURIs.map(({ service, baseURI }) => [service, baseURI])),
    expiresAt: Date.now() + CACHED_MS,
  };
}

function regionalUrl(host: Host, region: Region): string {
  return `https://${region}.${DOMAINS[host]}.liveperson.net`;
}

/**
 * The region is the first label of a service's host: `va` in `va.msg.liveperson.net`. A suffix, as in `va-a`, is
 * dropped.
 */
function regionOf(baseUri: string | undefined, accountId: string): Region {
  const label = baseUri?.split('.')[0]?.split('-')[0];
  if (label === 'va' || label === 'lo' || label === 'sy') return label;
  const sentence = `returned no region for account ${accountId}; set its region or endpoints in the configuration`;
  throw new UpstreamError('UPSTREAM_NOT_FOUND', 'DOMAIN_API', sentence, { delivery: 'unsent' });
}

/** The Domain API returns hosts without a scheme. The scheme is https, or http for a loopback host. */
function withScheme(baseUri: string): string {
  if (!URL.canParse(`https://${baseUri}`)) throw malformed('DOMAIN_API', 'baseURIs');
  const scheme = isLoopback(new URL(`https://${baseUri}`).hostname) ? 'http' : 'https';
  return `${scheme}://${baseUri.replace(/\/+$/, '')}`;
}

/** Whether a host is this machine; only then is plain http allowed. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
