import { builder } from './builder.ts';

/** See its description. */
export const MessagingChannelType = builder.enumType('MessagingChannel', {
  description:
    'A messaging channel, under one name for all APIs. For alerts, LiveDeflect documents a code for WHATSAPP only; the codes for the others are our reading.',
  values: {
    SMS: { description: 'Text message. LivePerson’s codes: sms, sms-twilio.' },
    WHATSAPP: { description: 'WhatsApp. LivePerson’s code: wa.' },
    IN_APP: { description: 'In-app message through LivePerson’s mobile SDK. LivePerson’s code: inapp.' },
    APPLE_BUSINESS_CHAT: { description: 'Apple Business Chat. LivePerson’s code: apple-twilio.' },
    GOOGLE_RCS: { description: 'Google Rich Communication Services. LivePerson’s code: googlercs.' },
    OTHER: { description: 'A channel that the gateway does not know. `channelCode` has LivePerson’s code.' },
  },
});
