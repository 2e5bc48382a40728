import type { App } from './accounts.ts';
import { seriesOf } from './series.ts';
import type { Sight } from './transaction-rows.ts';
import type { Call } from './world.ts';

/**
 * The series of a call's path and the time up to which its events are reported: now minus the delay (Outbound
 * Reporting API, FAQ 11).
 */
export function visibleSight({ world, account, parts }: Call): Sight {
  const { seed, now, dataDelayMs } = world.settings;
  const app: App = parts.app === 'c2m' ? 'c2m' : 'prmsg';
  return { series: seriesOf(seed, account.accountId, app), cutMs: now() - dataDelayMs };
}
