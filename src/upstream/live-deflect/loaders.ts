import type { Call } from '../http/request.ts';
import { eachOnce } from '../value-loader.ts';
import type { LiveDeflect } from './adapter.ts';
import type { AlertReport, Deflection, Report, ReportQuery } from './types.ts';

/** LiveDeflect's reports, for one request. */
export type LiveDeflectLoaders = {
  /** Price: one call per range. */
  loadDeflections(query: ReportQuery): Promise<Report<Deflection>>;
  /** Price: one call per range. */
  loadProactiveAlerts(query: ReportQuery): Promise<AlertReport>;
};

/** All LiveDeflect loaders of one request and account. */
export function createLiveDeflectLoaders(api: LiveDeflect, call: Call): LiveDeflectLoaders {
  const deflections = eachOnce((query: ReportQuery) => api.fetchDeflections(query, call));
  const proactiveAlerts = eachOnce((query: ReportQuery) => api.fetchProactiveAlerts(query, call));
  return {
    loadDeflections: (query) => deflections.load(query),
    loadProactiveAlerts: (query) => proactiveAlerts.load(query),
  };
}
