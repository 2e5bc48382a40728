import { hasPersonalInfo, resolveE164 } from '../resolvers/deflections.ts';
import { resolveId } from '../resolvers/node.ts';
import type { Deflection, DeflectionEvent, Phone } from '../upstream/live-deflect/types.ts';
import { builder } from './builder.ts';
import { connectionTypes } from './connection.ts';
import { MessagingChannelType } from './messaging-channel.ts';
import { NodeType } from './node.ts';
import { personal } from './personal.ts';

const PhoneType = builder.objectRef<Phone>('Phone').implement({
  description: 'A phone number as LivePerson writes it, including leading zeros.',
  fields: (t) => ({
    countryCode: t.exposeString('countryCode', {
      nullable: true,
      description: 'The country calling code, for example 61. Null if LivePerson does not provide it.',
    }),
    number: t.exposeString('number', {
      nullable: true,
      description: 'The national number, which may have a leading 0. Null if LivePerson does not provide it.',
    }),
    e164: t.field({
      type: 'PhoneNumber',
      nullable: true,
      description: 'The number in E.164 format. Null if country code and number together are not a phone number.',
      resolve: resolveE164,
    }),
  }),
});

/** See its description. */
export const DeflectionEventTypeType = builder.enumType('DeflectionEventType', {
  description: 'What happened in a call. LivePerson lists the types without their meanings: those are our reading.',
  values: {
    SKILL_CHOICE: { description: 'A skill was chosen. LivePerson’s code: skillchoice.' },
    CALL_START: { description: 'The call began. LivePerson’s code: callstart.' },
    OVERRIDE_CHANNEL: { description: 'The messaging channel was overridden. LivePerson’s code: ovrchan.' },
    DEFLECTION_RESPONSE: { description: 'The caller answered the offer. LivePerson’s code: deflresponse.' },
    SEND_TEXT: { description: 'The welcome message was sent. LivePerson’s code: sendtext.' },
    CONVERSATION_ID: { description: 'A conversation began. LivePerson’s code: conversationid.' },
    OTHER: { description: 'An event that the gateway does not know. `typeCode` has LivePerson’s code.' },
  },
});

const DeflectionEventType = builder.objectRef<DeflectionEvent>('DeflectionEvent').implement({
  description: 'One event of a call.',
  fields: (t) => ({
    type: t.expose('type', { type: DeflectionEventTypeType, description: 'What happened.' }),
    typeCode: t.exposeString('typeCode', {
      description: 'LivePerson’s code for the type. Empty if LivePerson does not provide it.',
    }),
    info: t.string(
      personal(
        'DeflectionEvent.info',
        'Depends on the type: a skill, Y, a channel, the text that was sent, or the id of a conversation. Null if LivePerson does not provide it. The text, the info of events of type OTHER, and any DEFLECTION_RESPONSE other than yes or no may be personal data.',
        ({ info }: DeflectionEvent) => info,
        hasPersonalInfo,
      ),
    ),
    time: t.expose('time', {
      type: 'DateTime',
      nullable: true,
      description: 'When the event happened. Null if LivePerson does not provide it.',
    }),
  }),
});

const DeflectionType = builder.objectRef<Deflection>('Deflection').implement({
  description: 'A phone call that was offered a deflection: the events that have its callId.',
  interfaces: [NodeType],
  fields: (t) => ({
    id: t.id({
      description: 'The global id. Fetching the node again costs one upstream call.',
      resolve: resolveId('Deflection'),
    }),
    callId: t.exposeString('callId', { description: 'LiveDeflect’s id of the call.' }),
    externalCallId: t.exposeString('externalCallId', {
      nullable: true,
      description: 'The brand’s own id of the call. Null if LivePerson does not provide it.',
    }),
    beganAt: t.expose('beganAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the call began. Null if LivePerson does not provide it.',
    }),
    skill: t.exposeString('skill', {
      nullable: true,
      description: 'The skill; if only a SKILL_CHOICE event names one, that. Null if LivePerson does not provide it.',
    }),
    channel: t.expose('channel', {
      type: MessagingChannelType,
      nullable: true,
      description:
        'The messaging channel that an OVERRIDE_CHANNEL event names, the latest if there are several. Null if none does.',
    }),
    channelCode: t.exposeString('channelCode', {
      nullable: true,
      description: 'LivePerson’s code for the channel. Null if `channel` is.',
    }),
    accepted: t.exposeBoolean('accepted', {
      nullable: true,
      description:
        'Whether the caller accepted the offer: our reading of the latest DEFLECTION_RESPONSE. Null if there is none, or it is neither yes nor no.',
    }),
    callerEnteredDigits: t.string(
      personal(
        'Deflection.callerEnteredDigits',
        'The digits that the caller entered. Null if LivePerson does not provide them.',
        ({ callerEnteredDigits }: Deflection) => callerEnteredDigits,
      ),
    ),
    callerInfo: t.field({
      type: 'JSON',
      ...personal(
        'Deflection.callerInfo',
        'What the brand’s system passed on about the caller. A string if it is not JSON. Null if LivePerson does not provide it.',
        ({ callerInfo }: Deflection) => callerInfo,
      ),
    }),
    conversationId: t.exposeString('conversationId', {
      nullable: true,
      description: 'LivePerson’s id of the conversation. Null if none began.',
    }),
    customerPhone: t.field({
      type: PhoneType,
      ...personal(
        'Deflection.customerPhone',
        'The caller’s number. Null if LivePerson does not provide it.',
        ({ customerPhone }: Deflection) => customerPhone,
      ),
    }),
    dialedPhone: t.expose('dialedPhone', {
      type: PhoneType,
      nullable: true,
      description: 'The brand’s number that the caller dialed. Null if LivePerson does not provide it.',
    }),
    externalConsumerId: t.string(
      personal(
        'Deflection.externalConsumerId',
        'The brand’s own id of the consumer. Null if LivePerson does not provide it.',
        ({ externalConsumerId }: Deflection) => externalConsumerId,
      ),
    ),
    events: t.expose('events', { type: [DeflectionEventType], description: 'The events, earliest first.' }),
  }),
});

/** A page of deflections. */
export const { connection: DeflectionConnectionType } = connectionTypes(
  'Deflection',
  DeflectionType,
  'calls that were offered a deflection, earliest first',
);
