import { alertsOfIds } from '../upstream/live-deflect/alert-records.ts';
import type { Deflection, DeflectionEventType, ProactiveAlertRecord } from '../upstream/live-deflect/types.ts';
import { filterValues } from './filter-values.ts';

/** A `DeflectionFilter` as GraphQL parsed it. Null and empty lists exclude nothing. */
export type DeflectionFilterInput = {
  readonly skills?: readonly string[] | null | undefined;
  readonly eventTypes?: readonly DeflectionEventType[] | null | undefined;
};

/** A `ProactiveAlertFilter` as GraphQL parsed it. Null and an empty list exclude nothing. */
export type ProactiveAlertFilterInput = { readonly externalAlertIds?: readonly string[] | null | undefined };

/** Filters the items of a report. `identity` distinguishes its cursors from those of another filter. */
export type ReportFilter<T> = { readonly identity: unknown; apply(items: readonly T[]): readonly T[] };

/** The calls of these skills in which one of these events happened. */
export function deflectionFilter(input: DeflectionFilterInput | null | undefined): ReportFilter<Deflection> {
  const skills = filterValues('skills', input?.skills);
  const eventTypes = filterValues('eventTypes', input?.eventTypes);
  const wantedSkills = new Set(skills);
  const matches = ({ skill, events }: Deflection) =>
    (skills.length === 0 || (skill !== null && wantedSkills.has(skill))) &&
    (eventTypes.length === 0 || events.some(({ type }) => eventTypes.includes(type)));
  return { identity: { skills, eventTypes }, apply: (calls) => calls.filter(matches) };
}

/** The alerts with these ids; see `alertsOfIds` for when it throws. */
export function alertFilter(input: ProactiveAlertFilterInput | null | undefined): ReportFilter<ProactiveAlertRecord> {
  const ids = filterValues('externalAlertIds', input?.externalAlertIds);
  return {
    identity: { externalAlertIds: ids },
    apply: (alerts) => (ids.length === 0 ? alerts : alertsOfIds(alerts, new Set(ids))),
  };
}
