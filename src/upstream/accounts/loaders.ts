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

/** Creates loaders that make each upstream call of one request once. */
export function createLoaders(upstreams: AccountUpstreams, handoffPageLength: number, call: Call): Loaders {
  return {
    ...createOutboundReportingLoaders(upstreams.outboundReporting, call),
    ...createOutboundConfigurationLoaders(upstreams.outboundConfiguration, handoffPageLength, call),
    ...createLiveDeflectLoaders(upstreams.liveDeflect, call),
  };
}
