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
      description:
        'LivePerson’s code for the channel, for example sms-twilio. Empty if LivePerson does not provide it.',
    }),
    language: t.exposeString('language', {
      nullable: true,
      description: 'The language of the message, for example en. Null if LivePerson does not provide it.',
    }),
    outboundNumber: t.exposeString('outboundNumber', {
      nullable: true,
      description:
        'The sender, as LivePerson writes it: a phone number, or for RCS an account. Null if LivePerson does not provide it.',
    }),
    messageComponents: t.expose('messageComponents', {
      type: [MessageComponentType],
      description: 'The components of the message.',
    }),
    preview: t.field({
      type: [MessageComponentType],
      description:
        'The components, with the placeholders in all their texts filled from one list of values: value 1 fills placeholder 1 of every component. Placeholders without a value stay as they are, and nothing is evaluated. In LivePerson’s in-app example the numbers continue from component to component; in its WhatsApp example every component starts at 1.',
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
  description: 'WhatsApp, with an approved template.',
  interfaces: [HandoffChannelType],
  fields: (t) => ({
    namespace: t.exposeString('namespace', {
      nullable: true,
      description: 'The namespace of the template. Null if LivePerson does not provide it.',
    }),
    templateName: t.exposeString('templateName', {
      nullable: true,
      description: 'The name of the template. Null if LivePerson does not provide it.',
    }),
  }),
});

builder.objectRef<ChannelOf<'IN_APP'>>('InAppChannel').implement({
  description: 'In-app message.',
  interfaces: [HandoffChannelType],
  fields: (t) => ({
    appNames: t.exposeStringList('appNames', {
      description: 'The apps that receive the message, by data source: at most 4.',
    }),
  }),
});

builder.objectRef<ChannelOf<'GOOGLE_RCS'>>('GoogleRcsChannel').implement({
  description: 'Google Rich Communication Services.',
  interfaces: [HandoffChannelType],
  fields: (t) => ({
    cardOrientation: t.exposeString('cardOrientation', {
      nullable: true,
      description: 'The orientation of the card, for example VERTICAL. Null if LivePerson does not provide it.',
    }),
    serviceAccountName: t.exposeString('serviceAccountName', {
      nullable: true,
      description: 'The provisioned account. Null if LivePerson does not provide it.',
    }),
  }),
});

builder.objectRef<ChannelOf<'OTHER'>>('OtherChannel').implement({
  description: 'A channel that the gateway does not know.',
  interfaces: [HandoffChannelType],
  fields: (t) => ({
    raw: t.expose('raw', { type: 'JSONObject', description: 'Everything that LivePerson sent about the channel.' }),
  }),
});

/** A page of channels. */
export const { connection: HandoffChannelConnectionType } = connectionTypes(
  'HandoffChannel',
  HandoffChannelType,
  'handoff channels, in LivePerson’s order',
);
