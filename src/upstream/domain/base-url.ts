import { z } from 'zod';
import { decode, malformed, parseJson } from '../http/decode.ts';
import type { Call, Send } from '../http/request.ts';
import { createSingleValue } from '../http/single-value.ts';
import { UpstreamError } from '../http/upstream-error.ts';

/** The hosts whose address depends on the account. */
export type Host = 'reporting' | 'configuration' | 'liveDeflect' | 'sentinel';

/** LivePerson's data centres: Virginia, London, Sydney. */
export type Region = 'va' | 'lo' | 'sy';

/** Where an account's hosts are, as far as the configuration says; URLs without a trailing slash. */
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

/** LivePerson asks to look addresses up at least once a day; its own SDKs do so hourly or more often. */
const KEPT_MS = 60 * 60_000;

const Services = z.looseObject({
  baseURIs: z.array(z.looseObject({ service: z.string(), baseURI: z.string() })).default([]),
});

/** The base URL of a host, without a trailing slash: as configured, else of the region, else from the Domain API. */
export type BaseUrl = (host: Host, call: Call) => Promise<string>;

/** Resolves base URLs; the Domain API is asked once an hour, and only for what the configuration does not say. */
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
    const found = await services.get(call);
    const sentinel = found.get('sentinel');
    if (host === 'sentinel' && sentinel !== undefined) return withScheme(sentinel);
    return regionalUrl(host, regionOf(found.get('asyncMessagingEnt') ?? sentinel, accountId));
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
    expiresAt: Date.now() + KEPT_MS,
  };
}

function regionalUrl(host: Host, region: Region): string {
  return `https://${region}.${DOMAINS[host]}.liveperson.net`;
}

/** The region is the first label of a service's host, `va` of `va.msg.liveperson.net`; a suffix as in `va-a` is dropped. */
function regionOf(baseUri: string | undefined, accountId: string): Region {
  const label = baseUri?.split('.')[0]?.split('-')[0];
  if (label === 'va' || label === 'lo' || label === 'sy') return label;
  const sentence = `returned no region for account ${accountId}; set its region or endpoints in the configuration`;
  throw new UpstreamError('UPSTREAM_NOT_FOUND', 'DOMAIN_API', sentence, { delivery: 'unsent' });
}

/** The Domain API gives hosts without a scheme: https, but http where the host is loopback. */
function withScheme(baseUri: string): string {
  if (!URL.canParse(`https://${baseUri}`)) throw malformed('DOMAIN_API', 'baseURIs');
  const scheme = isLoopback(new URL(`https://${baseUri}`).hostname) ? 'http' : 'https';
  return `${scheme}://${baseUri.replace(/\/+$/, '')}`;
}

/** True for the names and addresses of this machine, the only ones that are spoken to without TLS. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
