/** Operations that share one rate limit of an account, and the LivePerson API that each belongs to. */
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

/** A family of operations; LivePerson documents 10 requests a second for each of Outbound Reporting's four. */
export type Family = keyof typeof SERVICES;

/** The LivePerson APIs, named as clients see them in `extensions.service`. */
export type UpstreamService = (typeof SERVICES)[Family];

/** The API of a family. */
export function serviceOf(family: Family): UpstreamService {
  return SERVICES[family];
}
