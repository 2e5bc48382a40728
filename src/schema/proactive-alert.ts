import type { AlertProblem } from '../resolvers/alert-input.ts';
import { resolveSendProactiveAlert, type SendProactiveAlertPayload } from '../resolvers/send-proactive-alert.ts';
import { builder } from './builder.ts';
import { MessagingChannelType } from './messaging-channel.ts';

type PayloadOf<K extends SendProactiveAlertPayload['kind']> = Extract<SendProactiveAlertPayload, { kind: K }>;

const SentType = builder.objectRef<PayloadOf<'SENT'>>('ProactiveAlertSent').implement({
  description: 'The alert was sent.',
  fields: (t) => ({
    messageName: t.exposeString('messageName', {
      nullable: true,
      description: 'The channel provider’s name of the message; null when it gave none.',
    }),
    sentAt: t.expose('sentAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the channel provider sent it; null when it gave no time.',
    }),
    channelResponse: t.expose('channelResponse', {
      type: 'JSON',
      nullable: true,
      description: 'The channel provider’s whole answer; null when there was none.',
    }),
  }),
});

const RefusedType = builder.objectRef<PayloadOf<'REFUSED'>>('ProactiveAlertRefused').implement({
  description: 'The upstream answered and did not send, such as for a failed compatibility check.',
  fields: (t) => ({
    reason: t.exposeString('reason', { description: 'The upstream’s own reason, or that it gave none.' }),
    detail: t.expose('detail', {
      type: 'JSON',
      nullable: true,
      description: 'What it said beyond that; null when nothing.',
    }),
  }),
});

const ProblemType = builder.objectRef<AlertProblem>('InputProblem').implement({
  description: 'One thing that is wrong with an input.',
  fields: (t) => ({
    path: t.exposeStringList('path', { description: 'Where in the input.' }),
    message: t.exposeString('message', { description: 'What was expected.' }),
  }),
});

const InvalidType = builder.objectRef<PayloadOf<'INVALID'>>('ProactiveAlertInvalid').implement({
  description: 'Not sent to the upstream, because the input is wrong.',
  fields: (t) => ({
    problems: t.expose('problems', { type: [ProblemType], description: 'Everything that is wrong with it.' }),
  }),
});

const OutcomeUnknownType = builder.objectRef<PayloadOf<'OUTCOME_UNKNOWN'>>('ProactiveAlertOutcomeUnknown').implement({
  description:
    'The alert may have been sent, but no answer came back, and it was not sent again. Look for its externalAlertId in proactiveAlerts before sending it again.',
  fields: (t) => ({ reason: t.exposeString('reason', { description: 'How the answer was lost.' }) }),
});

const PayloadType = builder.unionType('SendProactiveAlertPayload', {
  description: 'What became of an alert.',
  types: [SentType, RefusedType, InvalidType, OutcomeUnknownType],
  resolveType: ({ kind }) =>
    ({ SENT: SentType, REFUSED: RefusedType, INVALID: InvalidType, OUTCOME_UNKNOWN: OutcomeUnknownType })[kind],
});

const ExternalCustomerInputType = builder.inputType('ExternalCustomerInput', {
  description:
    'The brand’s own id of a customer, and what kind of id it is. The upstream takes the two together or not at all.',
  fields: (t) => ({
    id: t.string({ required: true, description: 'The id; not empty.' }),
    descriptor: t.string({ required: true, description: 'What describes the id, such as VIP; not empty.' }),
  }),
});

const AlertRecipientInputType = builder.inputType('AlertRecipientInput', {
  description: 'Who the alert is for.',
  fields: (t) => ({
    countryCode: t.string({
      required: true,
      description: 'The country calling code, such as 1; a leading + is dropped.',
    }),
    phoneNumber: t.string({
      required: true,
      description:
        'The telephone number in that country; blanks, hyphens and a trunk 0 are dropped. It must be a valid number.',
    }),
    firstName: t.string({ description: 'The first name.' }),
    lastName: t.string({ description: 'The last name.' }),
    externalCustomer: t.field({ type: ExternalCustomerInputType, description: 'The brand’s own id of the customer.' }),
  }),
});

const AlertTemplateInputType = builder.inputType('AlertTemplateInput', {
  description: 'What is sent.',
  fields: (t) => ({
    name: t.string({
      required: true,
      description: 'The name of a template in the LiveDeflect configuration; not empty.',
    }),
    language: t.string({
      required: true,
      description: 'The template’s language in LiveDeflect’s word, such as english; may be empty.',
    }),
    version: t.string({ description: 'The template’s version, such as 1.' }),
    variables: t.field({
      type: 'JSONObject',
      required: true,
      description: 'The template’s variables, such as {"@City": "Kansas City"}: texts and numbers.',
    }),
  }),
});

const SendProactiveAlertInputType = builder.inputType('SendProactiveAlertInput', {
  description: 'One outbound message to one recipient.',
  fields: (t) => ({
    accountId: t.string({ required: true, description: 'The LivePerson account to send from.' }),
    skill: t.string({ required: true, description: 'The skill that answers are routed to; not empty.' }),
    recipient: t.field({ type: AlertRecipientInputType, required: true, description: 'Who it is for.' }),
    template: t.field({ type: AlertTemplateInputType, required: true, description: 'What is sent.' }),
    channel: t.field({
      type: MessagingChannelType,
      description: 'The channel to force; left out, LiveDeflect chooses. OTHER is refused.',
    }),
    externalAlertId: t.string({
      description:
        'The brand’s own id of the alert, by which it is found in proactiveAlerts. The upstream does not use it against sending twice.',
    }),
    alertInfo: t.field({
      type: 'JSONObject',
      description: 'What agents are shown about it, such as {"Sky Miles": 1234}: texts and numbers.',
    }),
  }),
});

builder.mutationField('sendProactiveAlert', (t) =>
  t.field({
    type: PayloadType,
    nullable: true,
    description:
      'Sends one outbound message. Never sent twice by the gateway: an answer that was lost is ProactiveAlertOutcomeUnknown, not a second send. Needs OAuth 1 credentials. Null, with an error, when it surely was not sent.',
    args: { input: t.arg({ type: SendProactiveAlertInputType, required: true, description: 'The message.' }) },
    resolve: resolveSendProactiveAlert,
  }),
);
