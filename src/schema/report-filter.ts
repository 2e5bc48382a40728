import { builder } from './builder.ts';
import { DeflectionEventTypeType } from './deflection.ts';

/** See its description. */
export const DeflectionFilterType = builder.inputType('DeflectionFilter', {
  description:
    'Which calls are wanted. LiveDeflect has no filters, so the gateway reads the whole range and filters it; fields with the same range share that one call. What is left out or empty lets everything through.',
  fields: (t) => ({
    skills: t.stringList({ description: 'Only calls for these skills, by their exact names.' }),
    eventTypes: t.field({
      type: [DeflectionEventTypeType],
      description: 'Only calls in which at least one of these events happened; they are shown with all their events.',
    }),
  }),
});

/** See its description. */
export const ProactiveAlertFilterType = builder.inputType('ProactiveAlertFilter', {
  description:
    'Which alerts are wanted. LiveDeflect has no filters, so the gateway reads the whole range and filters it; fields with the same range share that one call.',
  fields: (t) => ({
    externalAlertIds: t.stringList({
      description:
        'Only alerts with these ids of the brand’s own; left out or empty, all. UPSTREAM_MALFORMED if the report has alerts, and no externalAlertId in any of them: then the wanted ones cannot be told apart.',
    }),
  }),
});
