import type { ChannelOf, HandoffChannel } from '../upstream/outbound-configuration/types.ts';
import { builder } from './builder.ts';
import { MessageComponentType } from './message-component.ts';
import { MessagingChannelType } from './messaging-channel.ts';

const TYPES = {
  SMS: 'SmsChannel',
  WHATSAPP: 'WhatsAppChannel',
  APPLE_BUSINESS_CHAT: 'AppleBusinessChatChannel',
  IN_APP: 'InAppChannel',
  GOOGLE_RCS: 'GoogleRcsChannel',
  OTHER: 'OtherChannel',
} as const satisfies Record<HandoffChannel['channel'], string>;

/** See its description. */
export const HandoffChannelType = builder.interfaceRef<HandoffChannel>('HandoffChannel').implement({
  description: 'What a handoff sends on one channel.',
  resolveType: ({ channel }) => TYPES[channel],
  fields: (t) => ({
    channel: t.expose('channel', { type: MessagingChannelType, description: 'The channel.' }),
    channelCode: t.exposeString('channelCode', {
      description: 'The upstream’s word for it, such as sms-twilio; empty when it sent none.',
    }),
    language: t.exposeString('language', {
      nullable: true,
      description: 'The language of the message, such as en; null when not told.',
    }),
    outboundNumber: t.exposeString('outboundNumber', {
      nullable: true,
      description:
        'The number, or for RCS the account, that messages come from, as the upstream writes it; null when not told.',
    }),
    messageComponents: t.expose('messageComponents', {
      type: [MessageComponentType],
      description: 'The parts of the message.',
    }),
  }),
});

builder
  .objectRef<ChannelOf<'SMS'>>('SmsChannel')
  .implement({ description: 'Text message.', interfaces: [HandoffChannelType] });

builder
  .objectRef<ChannelOf<'APPLE_BUSINESS_CHAT'>>('AppleBusinessChatChannel')
  .implement({ description: 'Apple Business Chat.', interfaces: [HandoffChannelType] });

builder.objectRef<ChannelOf<'WHATSAPP'>>('WhatsAppChannel').implement({
  description: 'WhatsApp, by an approved template.',
  interfaces: [HandoffChannelType],
  fields: (t) => ({
    namespace: t.exposeString('namespace', {
      nullable: true,
      description: 'The template’s namespace; null when not told.',
    }),
    templateName: t.exposeString('templateName', {
      nullable: true,
      description: 'The template’s name; null when not told.',
    }),
  }),
});

builder.objectRef<ChannelOf<'IN_APP'>>('InAppChannel').implement({
  description: 'In-app message.',
  interfaces: [HandoffChannelType],
  fields: (t) => ({
    appNames: t.exposeStringList('appNames', {
      description: 'The apps that receive it, by their data source; at most 4.',
    }),
  }),
});

builder.objectRef<ChannelOf<'GOOGLE_RCS'>>('GoogleRcsChannel').implement({
  description: 'Google Rich Communication Services.',
  interfaces: [HandoffChannelType],
  fields: (t) => ({
    cardOrientation: t.exposeString('cardOrientation', {
      nullable: true,
      description: 'How the card lies, such as VERTICAL; null when not told.',
    }),
    serviceAccountName: t.exposeString('serviceAccountName', {
      nullable: true,
      description: 'The provisioned account; null when not told.',
    }),
  }),
});

builder.objectRef<ChannelOf<'OTHER'>>('OtherChannel').implement({
  description: 'A channel that this gateway does not know.',
  interfaces: [HandoffChannelType],
  fields: (t) => ({ raw: t.expose('raw', { type: 'JSONObject', description: 'All that the upstream sent of it.' }) }),
});
