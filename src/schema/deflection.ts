import { hasPersonalInfo, resolveE164 } from '../resolvers/deflections.ts';
import { resolveId } from '../resolvers/node.ts';
import type { Deflection, DeflectionEvent, Phone } from '../upstream/live-deflect/types.ts';
import { builder } from './builder.ts';
import { connectionTypes } from './connection.ts';
import { NodeType } from './node.ts';
import { personal } from './personal.ts';

const PhoneType = builder.objectRef<Phone>('Phone').implement({
  description: 'A telephone number as the upstream wrote it, leading zeros and all.',
  fields: (t) => ({
    countryCode: t.exposeString('countryCode', {
      nullable: true,
      description: 'The country calling code, such as 61; null when not told.',
    }),
    number: t.exposeString('number', {
      nullable: true,
      description: 'The national number, perhaps with a leading 0; null when not told.',
    }),
    e164: t.field({
      type: 'PhoneNumber',
      nullable: true,
      description: 'Both in one international form; null when they make no telephone number.',
      resolve: resolveE164,
    }),
  }),
});

/** See its description. */
export const DeflectionEventTypeType = builder.enumType('DeflectionEventType', {
  description: 'What happened to a call. LivePerson lists the types without their meanings, which are our reading.',
  values: {
    SKILL_CHOICE: { description: 'A skill was chosen; upstream skillchoice.' },
    CALL_START: { description: 'The call began; upstream callstart.' },
    OVERRIDE_CHANNEL: { description: 'The messaging channel was overridden; upstream ovrchan.' },
    DEFLECTION_RESPONSE: { description: 'The caller answered the offer; upstream deflresponse.' },
    SEND_TEXT: { description: 'The welcome message was sent; upstream sendtext.' },
    CONVERSATION_ID: { description: 'A conversation began; upstream conversationid.' },
    OTHER: { description: 'An event that this gateway does not know; typeCode tells the upstream’s word.' },
  },
});

const DeflectionEventType = builder.objectRef<DeflectionEvent>('DeflectionEvent').implement({
  description: 'One event of a call.',
  fields: (t) => ({
    type: t.expose('type', { type: DeflectionEventTypeType, description: 'What happened.' }),
    typeCode: t.exposeString('typeCode', { description: 'The upstream’s word for it; empty when it sent none.' }),
    info: t.string(
      personal(
        'DeflectionEvent.info',
        'Depends on the type: a skill, Y, a channel, the text that was sent, a conversation’s id; null if LivePerson does not provide it. The text, the info of events of type OTHER, and any DEFLECTION_RESPONSE but yes or no may be personal data.',
        ({ info }: DeflectionEvent) => info,
        hasPersonalInfo,
      ),
    ),
    time: t.expose('time', { type: 'DateTime', nullable: true, description: 'When it happened; null when not told.' }),
  }),
});

const DeflectionType = builder.objectRef<Deflection>('Deflection').implement({
  description: 'One call that was offered a deflection: the events that share its callId. What no event told is null.',
  interfaces: [NodeType],
  fields: (t) => ({
    id: t.id({ description: 'The global id; fetching it again costs one call.', resolve: resolveId('Deflection') }),
    callId: t.exposeString('callId', { description: 'LiveDeflect’s id of the call.' }),
    externalCallId: t.exposeString('externalCallId', {
      nullable: true,
      description: 'The brand’s own id of the call; null when not told.',
    }),
    beganAt: t.expose('beganAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the call began; null when not told.',
    }),
    skill: t.exposeString('skill', { nullable: true, description: 'The skill; null when not told.' }),
    callerEnteredDigits: t.string(
      personal(
        'Deflection.callerEnteredDigits',
        'What the caller typed; null when nothing.',
        ({ callerEnteredDigits }: Deflection) => callerEnteredDigits,
      ),
    ),
    callerInfo: t.field({
      type: 'JSON',
      ...personal(
        'Deflection.callerInfo',
        'What the brand’s system passed on about the caller; a string where it is no JSON, null when nothing.',
        ({ callerInfo }: Deflection) => callerInfo,
      ),
    }),
    conversationId: t.exposeString('conversationId', {
      nullable: true,
      description: 'LivePerson’s id of the conversation; null when none began.',
    }),
    customerPhone: t.field({
      type: PhoneType,
      ...personal(
        'Deflection.customerPhone',
        'The caller’s number; null when not told.',
        ({ customerPhone }: Deflection) => customerPhone,
      ),
    }),
    dialedPhone: t.expose('dialedPhone', {
      type: PhoneType,
      nullable: true,
      description: 'The number that was called, which is the brand’s own; null if LivePerson does not provide it.',
    }),
    externalConsumerId: t.string(
      personal(
        'Deflection.externalConsumerId',
        'The brand’s own id of the consumer; null when not told.',
        ({ externalConsumerId }: Deflection) => externalConsumerId,
      ),
    ),
    events: t.expose('events', { type: [DeflectionEventType], description: 'What happened, earliest first.' }),
  }),
});

/** A page of deflections. */
export const { connection: DeflectionConnectionType } = connectionTypes(
  'Deflection',
  DeflectionType,
  'deflected calls, earliest first',
);
