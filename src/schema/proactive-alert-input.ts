import { builder } from './builder.ts';
import { MessagingChannelType } from './messaging-channel.ts';

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
      description:
        'The country calling code, such as 1; a leading + is dropped. For a country that shares its code, such as 1-242, the rest is sent as the beginning of the number.',
    }),
    phoneNumber: t.string({
      required: true,
      description:
        'The telephone number in that country; blanks, hyphens and a trunk 0 are dropped. It must be a valid number. With a country code such as 1-242 it can begin after the 242, or with it.',
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
      description: 'The template’s language in LiveDeflect’s word, such as english; not empty.',
    }),
    version: t.string({ description: 'The template’s version, such as 1.' }),
    variables: t.field({
      type: 'JSONObject',
      required: true,
      description:
        'The template’s variables, such as {"@City": "Kansas City"}: any JSON values, passed on as they are. A number beyond 2^53 is refused, because it would arrive as another one.',
    }),
  }),
});

/** `SendProactiveAlertInput`: what `sendProactiveAlert` takes. */
export const SendProactiveAlertInputType = builder.inputType('SendProactiveAlertInput', {
  description: 'One outbound message to one recipient.',
  fields: (t) => ({
    accountId: t.string({ required: true, description: 'The LivePerson account to send from.' }),
    skill: t.string({ required: true, description: 'The skill that answers are routed to; not empty.' }),
    recipient: t.field({ type: AlertRecipientInputType, required: true, description: 'Who it is for.' }),
    template: t.field({ type: AlertTemplateInputType, required: true, description: 'What is sent.' }),
    channel: t.field({
      type: MessagingChannelType,
      description:
        'The channel to force; left out, LiveDeflect chooses. OTHER is refused. LiveDeflect documents a code for WHATSAPP only: for the others the gateway sends the codes of LivePerson’s other APIs, unless its configuration names some (alertChannelCodes).',
    }),
    externalAlertId: t.string({
      description:
        'The brand’s own id of the alert, by which it is found in proactiveAlerts. The upstream does not use it against sending twice.',
    }),
    alertInfo: t.field({
      type: 'JSONObject',
      description:
        'What agents are shown about it, such as {"Sky Miles": 1234}: pairs of your own of any JSON values, passed on as they are. A number beyond 2^53 is refused, because it would arrive as another one.',
    }),
    idempotencyKey: t.string({
      description:
        'A text of the client’s own, the same each time that this alert is asked for, of 1 to 255 printable characters, without personal data: it is sent once. For 24 hours (unless configured otherwise) the same key and input give the outcome of the first send, and the same key with another input is ProactiveAlertInvalid. A key whose alert surely was not sent (null, with an error) may be used again.',
    }),
  }),
});
