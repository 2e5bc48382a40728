/** The families of operations, each with the LivePerson API that it belongs to. */
const SERVICES = {
  transactions: 'OUTBOUND_REPORTING',
  analytics: 'OUTBOUND_REPORTING',
  campaignReport: 'OUTBOUND_REPORTING',
  campaignAnalytics: 'OUTBOUND_REPORTING',
  handoffs: 'OUTBOUND_CONFIGURATION',
  liveDeflect: 'LIVE_DEFLECT',
  sentinel: 'SENTINEL',
  domainApi: 'DOMAIN_API',
} as const;

/**
 * Operations that share one rate limit per account. LivePerson documents 10 requests a second for each of Outbound
 * Reporting's four.
 */
export type Family = keyof typeof SERVICES;

/** A LivePerson API, as named in `extensions.service`. */
export type UpstreamService = (typeof SERVICES)[Family];

/** The API that a family belongs to. */
export function serviceOf(family: Family): UpstreamService {
  return SERVICES[family];
}
