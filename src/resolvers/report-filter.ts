import type { Context } from '../request/context.ts';
import { requireMember } from '../upstream/live-deflect/alert-records.ts';
import type { Deflection, DeflectionEventType, ProactiveAlertRecord } from '../upstream/live-deflect/types.ts';
import type { MessagingChannel } from '../upstream/messaging-channel.ts';
import { filterValues, isOneOf, nonEmpty, passesAll, personalFilterValues } from './filter-values.ts';

/** A `DeflectionFilter` as GraphQL parsed it. Null and empty lists exclude nothing. */
export type DeflectionFilterInput = {
  readonly skills?: readonly string[] | null | undefined;
  readonly eventTypes?: readonly DeflectionEventType[] | null | undefined;
  readonly channels?: readonly MessagingChannel[] | null | undefined;
  readonly callIds?: readonly string[] | null | undefined;
  readonly conversationIds?: readonly string[] | null | undefined;
  readonly externalCallIds?: readonly string[] | null | undefined;
  readonly externalConsumerIds?: readonly string[] | null | undefined;
};

/** The lists of a `ProactiveAlertFilter`, each with the field of an alert that it is about. */
const ALERT_FIELDS = {
  externalAlertIds: 'externalAlertId',
  alertIds: 'alertId',
  skills: 'skill',
  templateNames: 'templateName',
  statuses: 'status',
} as const;

type AlertList = keyof typeof ALERT_FIELDS;

/** A `ProactiveAlertFilter` as GraphQL parsed it. Null and empty lists exclude nothing. */
export type ProactiveAlertFilterInput = { readonly [L in AlertList]?: readonly string[] | null | undefined };

/** Filters the items of a report. `identity` distinguishes its cursors from those of another filter. */
export type ReportFilter<T> = { readonly identity: unknown; apply(items: readonly T[]): readonly T[] };

/** The calls that pass all lists. Throws `FORBIDDEN` if it names consumers and the caller lacks `pii:read`. */
export function deflectionFilter(
  input: DeflectionFilterInput | null | undefined,
  context: Context,
): ReportFilter<Deflection> {
  const skills = filterValues('skills', input?.skills);
  const eventTypes = filterValues('eventTypes', input?.eventTypes);
  const others = {
    channels: filterValues('channels', input?.channels),
    callIds: filterValues('callIds', input?.callIds),
    conversationIds: filterValues('conversationIds', input?.conversationIds),
    externalCallIds: filterValues('externalCallIds', input?.externalCallIds),
    externalConsumerIds: personalFilterValues('externalConsumerIds', input?.externalConsumerIds, context),
  };
  const matches = passesAll<Deflection>([
    isOneOf(skills, ({ skill }) => skill),
    eventTypes.length === 0 ? null : ({ events }) => events.some(({ type }) => eventTypes.includes(type)),
    isOneOf(others.channels, ({ channel }) => channel),
    isOneOf(others.callIds, ({ callId }) => callId),
    isOneOf(others.conversationIds, ({ conversationId }) => conversationId),
    isOneOf(others.externalCallIds, ({ externalCallId }) => externalCallId),
    isOneOf(others.externalConsumerIds, ({ externalConsumerId }) => externalConsumerId),
  ]);
  return { identity: { skills, eventTypes, ...nonEmpty(others) }, apply: (calls) => calls.filter(matches) };
}

/** The alerts that pass all lists; see `requireMember` for when it throws. */
export function alertFilter(input: ProactiveAlertFilterInput | null | undefined): ReportFilter<ProactiveAlertRecord> {
  const lists = (Object.keys(ALERT_FIELDS) as AlertList[]).map(
    (name) => [name, ALERT_FIELDS[name], filterValues(name, input?.[name])] as const,
  );
  const matches = passesAll<ProactiveAlertRecord>(
    lists.map(([, field, values]) => isOneOf(values, (its) => its[field])),
  );
  const { externalAlertIds = [], ...others } = Object.fromEntries(lists.map(([name, , values]) => [name, values]));
  return {
    identity: { externalAlertIds, ...nonEmpty(others) },
    apply(alerts) {
      for (const [, field, values] of lists) if (values.length > 0) requireMember(alerts, field);
      return alerts.filter(matches);
    },
  };
}
