import type { Context } from '../request/context.ts';
import { yesOrNo } from '../upstream/live-deflect/deflection-answer.ts';
import type { Deflection, DeflectionEvent, Phone, ProactiveAlertRecord } from '../upstream/live-deflect/types.ts';
import { type Account, accountLoaders } from './account.ts';
import type { Connection } from './connection.ts';
import { listConnection } from './list-connection.ts';
import type { PageArguments } from './page-arguments.ts';
import { parseCountryCode, phoneNumbers } from './phone-number.ts';
import {
  alertFilter,
  type DeflectionFilterInput,
  deflectionFilter,
  type ProactiveAlertFilterInput,
} from './report-filter.ts';
import { askedRange, boundedRange, type TimeRangeInput } from './time-range.ts';

type ReportArguments<Filter> = PageArguments & {
  readonly during: TimeRangeInput;
  readonly filter?: Filter | null | undefined;
};

/** The widest range of a LiveDeflect report, in days: the gateway's own limit, because the report has no pages. */
const MAX_DAYS = 31;

/** `Account.deflections`. Price: one call per range, for all filters. */
export async function resolveDeflections(
  { accountId }: Account,
  args: ReportArguments<DeflectionFilterInput>,
  context: Context,
): Promise<Connection<Deflection>> {
  const during = boundedRange('during', askedRange('during', args.during, context), MAX_DAYS);
  const filter = deflectionFilter(args.filter, context);
  const load = async () => {
    const { items, fetchedAt } = await accountLoaders(accountId, context).loadDeflections({ during: during.range });
    return { items: filter.apply(items), fetchedAt };
  };
  const identity = ['deflections', accountId, during.identity, filter.identity];
  return listConnection({ load, nameOf: ({ callId }) => callId, identity }, args);
}

/** `Account.proactiveAlerts`. Null if LivePerson's response has no data. Price: one call per range, for all filters. */
export async function resolveProactiveAlerts(
  { accountId }: Account,
  args: ReportArguments<ProactiveAlertFilterInput>,
  context: Context,
): Promise<Connection<ProactiveAlertRecord> | null> {
  const during = boundedRange('during', askedRange('during', args.during, context), MAX_DAYS);
  const filter = alertFilter(args.filter);
  let hasData = true;
  const load = async () => {
    const { items, fetchedAt } = await accountLoaders(accountId, context).loadProactiveAlerts({ during: during.range });
    hasData = items !== null;
    return { items: filter.apply(items ?? []), fetchedAt };
  };
  const nameOf = ({ alertId, externalAlertId }: ProactiveAlertRecord) => alertId ?? externalAlertId ?? '';
  const identity = ['proactiveAlerts', accountId, during.identity, filter.identity];
  const connection = await listConnection({ load, nameOf, identity }, args);
  return hasData ? connection : null;
}

/**
 * Whether `DeflectionEvent.info` may be personal data. Skills, channels, flags and LivePerson's ids are not. Texts may
 * be, and so may what no document describes: unknown events, and responses other than yes or no.
 */
export function hasPersonalInfo({ type, info }: DeflectionEvent): boolean {
  if (type === 'DEFLECTION_RESPONSE') return info !== null && yesOrNo(info) === null;
  return type === 'SEND_TEXT' || type === 'OTHER';
}

/** `Phone.e164`. Null if code and number together are not a phone number. */
export function resolveE164({ countryCode, number }: Phone): string | null {
  if (number === null) return null;
  const country = parseCountryCode(countryCode?.replace(/[^\d\s-]/g, '') ?? '');
  return phoneNumbers(country, number).find((parsed) => parsed.isPossible())?.number ?? null;
}
