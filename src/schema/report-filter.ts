import { builder } from './builder.ts';
import { DeflectionEventTypeType } from './deflection.ts';
import { MessagingChannelType } from './messaging-channel.ts';

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
    channels: t.field({
      type: [MessagingChannelType],
      description: 'Only calls whose channel was overridden with one of these; see `Deflection.channel`.',
    }),
    callIds: t.stringList({ description: 'Only these calls.' }),
    conversationIds: t.stringList({ description: 'Only calls that led to these conversations.' }),
    externalCallIds: t.stringList({ description: 'Only calls with these ids of the brand’s system.' }),
    externalConsumerIds: t.stringList({
      description:
        'Only calls of consumers with these brand ids. Personal data: FORBIDDEN without the scope `pii:read`.',
    }),
  }),
});

/** See its description. */
export const ProactiveAlertFilterType = builder.inputType('ProactiveAlertFilter', {
  description:
    'The alerts to return. LiveDeflect has no filters, so the gateway reads the whole range and filters it. Fields with the same range share one upstream call. A field that is omitted or empty excludes nothing. With any other, the error is UPSTREAM_MALFORMED if the report has alerts but the gateway recognizes that field in none of them: it then cannot tell which ones match.',
  fields: (t) => ({
    externalAlertIds: t.stringList({ description: 'Only alerts with these brand ids.' }),
    alertIds: t.stringList({ description: 'Only alerts with these ids of LiveDeflect.' }),
    skills: t.stringList({ description: 'Only alerts for skills with exactly these names.' }),
    templateNames: t.stringList({ description: 'Only alerts of templates with exactly these names.' }),
    statuses: t.stringList({ description: 'Only alerts with exactly these codes for their status.' }),
  }),
});
