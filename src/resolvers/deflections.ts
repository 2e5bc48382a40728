import type { Context } from '../request/context.ts';
import type { Deflection, Phone, ProactiveAlertRecord } from '../upstream/live-deflect/types.ts';
import { type Account, accountLoaders } from './account.ts';
import type { Connection } from './connection.ts';
import { listConnection } from './list-connection.ts';
import type { PageArguments } from './page-arguments.ts';
import { parsePhoneNumber } from './phone-number.ts';
import { boundedRange, orderedRange, type TimeRangeInput } from './time-range.ts';

type ReportArguments = PageArguments & { readonly during: TimeRangeInput };

/** The widest range in days of a LiveDeflect report, which comes unpaged: a bound of the gateway's own. */
const MAX_DAYS = 31;

/** `Account.deflections`. Price: one call per range. */
export async function resolveDeflections(
  { accountId }: Account,
  args: ReportArguments,
  context: Context,
): Promise<Connection<Deflection>> {
  const during = boundedRange('during', orderedRange('during', args.during), MAX_DAYS);
  const load = () => accountLoaders(accountId, context).loadDeflections({ during });
  return listConnection({ load, nameOf: ({ callId }) => callId, identity: ['deflections', accountId, during] }, args);
}

/** `Account.proactiveAlerts`. Price: one call per range. */
export async function resolveProactiveAlerts(
  { accountId }: Account,
  args: ReportArguments,
  context: Context,
): Promise<Connection<ProactiveAlertRecord>> {
  const during = boundedRange('during', orderedRange('during', args.during), MAX_DAYS);
  const load = () => accountLoaders(accountId, context).loadProactiveAlerts({ during });
  const nameOf = ({ alertId, externalAlertId }: ProactiveAlertRecord) => alertId ?? externalAlertId ?? '';
  return listConnection({ load, nameOf, identity: ['proactiveAlerts', accountId, during] }, args);
}

/** `Phone.e164`. Null when code and number together are no telephone number. */
export function resolveE164({ countryCode, number }: Phone): string | null {
  if (number === null) return null;
  const parsed = parsePhoneNumber(countryCode?.replace(/\D/g, '') ?? null, number);
  return parsed?.isPossible() ? parsed.number : null;
}
