import { builder } from './builder.ts';

/** See its description. */
export const OutboundAppType = builder.enumType('OutboundApp', {
  description: 'The service that a message goes through.',
  values: {
    PROACTIVE_MESSAGING: {
      description: 'Proactive Messaging 2.0: messages that a brand initiates. LivePerson’s code: prmsg.',
    },
    CONNECT_TO_MESSAGING: {
      description: 'Connect To Messaging 2.0: calls deflected to messaging. LivePerson’s code: c2m.',
    },
  },
});

/** The argument that names a service. */
export const APP = {
  type: OutboundAppType,
  required: true,
  defaultValue: 'PROACTIVE_MESSAGING',
  description: 'The service.',
} as const;
