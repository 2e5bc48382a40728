import type { Call } from '../http/request.ts';
import { createLiveDeflectLoaders, type LiveDeflectLoaders } from '../live-deflect/loaders.ts';
import {
  createOutboundConfigurationLoaders,
  type OutboundConfigurationLoaders,
} from '../outbound-configuration/loaders.ts';
import { createOutboundReportingLoaders, type OutboundReportingLoaders } from '../outbound-reporting/loaders.ts';
import type { AccountUpstreams } from './account-upstreams.ts';

/** All loaders of one request and account. */
export type Loaders = OutboundReportingLoaders & OutboundConfigurationLoaders & LiveDeflectLoaders;

/** The gateway's own limits on the upstream calls of one field. */
export type LoaderLimits = {
  /** Upstream pages that one search of transactions may read per request. A connection then ends its page with a cursor. */
  readonly pagesPerConnection: number;
  /** Handoffs requested per call. */
  readonly handoffPageLength: number;
};

/** Creates loaders that make each upstream call of one request once. `now` is the time of the request, in epoch milliseconds. */
export function createLoaders(upstreams: AccountUpstreams, limits: LoaderLimits, now: number, call: Call): Loaders {
  const searching = { now, maxPages: limits.pagesPerConnection };
  return {
    ...createOutboundReportingLoaders(upstreams.outboundReporting, searching, call),
    ...createOutboundConfigurationLoaders(upstreams.outboundConfiguration, limits.handoffPageLength, call),
    ...createLiveDeflectLoaders(upstreams.liveDeflect, call),
  };
}
