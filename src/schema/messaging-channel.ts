import { builder } from './builder.ts';

/** See its description. */
export const MessagingChannelType = builder.enumType('MessagingChannel', {
  description:
    'A messaging channel, in one vocabulary over all APIs. To force an alert onto a channel, LiveDeflect documents a code for WHATSAPP only; the others are our reading.',
  values: {
    SMS: { description: 'Text message; upstream sms, sms-twilio.' },
    WHATSAPP: { description: 'WhatsApp; upstream wa.' },
    IN_APP: { description: "In-app message through LivePerson's mobile SDK; upstream inapp." },
    APPLE_BUSINESS_CHAT: { description: 'Apple Business Chat; upstream apple-twilio.' },
    GOOGLE_RCS: { description: 'Google Rich Communication Services; upstream googlercs.' },
    OTHER: { description: 'A channel that this gateway does not know; its channelCode tells the upstream’s word.' },
  },
});
