import { resolveChannelPreview } from '../resolvers/preview.ts';
import type { ChannelOf, HandoffChannel } from '../upstream/outbound-configuration/types.ts';
import { builder } from './builder.ts';
import { filledComplexity, SHORT_LIST } from './complexity.ts';
import { connectionTypes } from './connection.ts';
import { MessageComponentType, VALUES } from './message-component.ts';
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
      description: 'LivePerson’s word for it, such as sms-twilio; empty if it sent none.',
    }),
    language: t.exposeString('language', {
      nullable: true,
      description: 'The language of the message, such as en; null if LivePerson does not provide it.',
    }),
    outboundNumber: t.exposeString('outboundNumber', {
      nullable: true,
      description:
        'The number, or for RCS the account, that messages come from, as LivePerson writes it; null if LivePerson does not provide it.',
    }),
    messageComponents: t.expose('messageComponents', {
      type: [MessageComponentType],
      description: 'The parts of the message.',
    }),
    preview: t.field({
      type: [MessageComponentType],
      description:
        'The parts of the message with the placeholders of all their texts filled, by one list of values: each part takes value 1 for its placeholder 1. Placeholders without a value stay as they are, and nothing is evaluated. In LivePerson’s in-app example the numbers run on from part to part, in its WhatsApp example each part begins with 1.',
      args: { values: t.arg.stringList({ required: true, description: VALUES }) },
      complexity: filledComplexity(SHORT_LIST),
      resolve: resolveChannelPreview,
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
      description: 'The template’s namespace; null if LivePerson does not provide it.',
    }),
    templateName: t.exposeString('templateName', {
      nullable: true,
      description: 'The template’s name; null if LivePerson does not provide it.',
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
      description: 'How the card lies, such as VERTICAL; null if LivePerson does not provide it.',
    }),
    serviceAccountName: t.exposeString('serviceAccountName', {
      nullable: true,
      description: 'The provisioned account; null if LivePerson does not provide it.',
    }),
  }),
});

builder.objectRef<ChannelOf<'OTHER'>>('OtherChannel').implement({
  description: 'A channel that this gateway does not know.',
  interfaces: [HandoffChannelType],
  fields: (t) => ({ raw: t.expose('raw', { type: 'JSONObject', description: 'All that LivePerson sent of it.' }) }),
});

/** A page of channels. */
export const { connection: HandoffChannelConnectionType } = connectionTypes(
  'HandoffChannel',
  HandoffChannelType,
  'channels of handoffs, in LivePerson’s order',
);
