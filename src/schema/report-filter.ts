import { builder } from './builder.ts';
import { DeflectionEventTypeType } from './deflection.ts';

/** See its description. */
export const DeflectionFilterType = builder.inputType('DeflectionFilter', {
  description:
    'The calls to return. LiveDeflect has no filters, so the gateway reads the whole range and filters it. Fields with the same range share one upstream call. A field that is omitted or empty excludes nothing.',
  fields: (t) => ({
    skills: t.stringList({ description: 'Only calls for skills with exactly these names.' }),
    eventTypes: t.field({
      type: [DeflectionEventTypeType],
      description:
        'Only calls in which at least one of these events happened. They are returned with all their events.',
    }),
  }),
});

/** See its description. */
export const ProactiveAlertFilterType = builder.inputType('ProactiveAlertFilter', {
  description:
    'The alerts to return. LiveDeflect has no filters, so the gateway reads the whole range and filters it. Fields with the same range share one upstream call. A field that is omitted or empty excludes nothing.',
  fields: (t) => ({
    externalAlertIds: t.stringList({
      description:
        'Only alerts with these brand ids. UPSTREAM_MALFORMED if the report has alerts but none of them has an externalAlertId: the gateway then cannot tell which ones match.',
    }),
  }),
});
