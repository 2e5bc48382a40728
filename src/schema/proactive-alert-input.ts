import { builder } from './builder.ts';
import { MessagingChannelType } from './messaging-channel.ts';

/** Follows "any". */
const JSON_VALUES =
  'JSON values, passed on unchanged. A number beyond ±(2^53 − 1), or one that a double cannot hold digit for digit, is refused because it could arrive as a different number; send it as a string.';

const ExternalCustomerInputType = builder.inputType('ExternalCustomerInput', {
  description: 'The brand’s own id of a customer, and the kind of id. LivePerson takes both or neither.',
  fields: (t) => ({
    id: t.string({ required: true, description: 'The id. It must not be empty.' }),
    descriptor: t.string({
      required: true,
      description: 'A description of the id, for example VIP. It must not be empty.',
    }),
  }),
});

const AlertRecipientInputType = builder.inputType('AlertRecipientInput', {
  description: 'The recipient of an alert.',
  fields: (t) => ({
    countryCode: t.string({
      required: true,
      description:
        'The country calling code, for example 1. A leading + is dropped. For a country that shares its code, for example 1-242, the rest is sent as the beginning of the number.',
    }),
    phoneNumber: t.string({
      required: true,
      description:
        'The national phone number. Blanks, hyphens and a trunk 0 are dropped. It must be a valid number. With a country code like 1-242, it may include or omit the 242.',
    }),
    firstName: t.string({ description: 'The first name.' }),
    lastName: t.string({ description: 'The last name.' }),
    externalCustomer: t.field({ type: ExternalCustomerInputType, description: 'The brand’s own id of the customer.' }),
  }),
});

const AlertTemplateInputType = builder.inputType('AlertTemplateInput', {
  description: 'The template of an alert, and its variables.',
  fields: (t) => ({
    name: t.string({
      required: true,
      description: 'The name of a template in the LiveDeflect configuration. It must not be empty.',
    }),
    language: t.string({
      required: true,
      description: 'The language of the template, as LiveDeflect names it, for example english. It must not be empty.',
    }),
    version: t.string({
      description:
        'The version of the template, for example 1. By default, that of the first of `Account.alertTemplates` with this name and language, if it has one.',
    }),
    variables: t.field({
      type: 'JSONObject',
      required: true,
      description: `The variables of the template, for example {"@City": "Kansas City"}. Any ${JSON_VALUES}`,
    }),
  }),
});

/** The input of `sendProactiveAlert`. */
export const SendProactiveAlertInputType = builder.inputType('SendProactiveAlertInput', {
  description: 'One outbound message to one recipient.',
  fields: (t) => ({
    accountId: t.string({ required: true, description: 'The LivePerson account to send from.' }),
    skill: t.string({ required: true, description: 'The skill that answers are routed to. It must not be empty.' }),
    recipient: t.field({ type: AlertRecipientInputType, required: true, description: 'The recipient.' }),
    template: t.field({ type: AlertTemplateInputType, required: true, description: 'The template to send.' }),
    channel: t.field({
      type: MessagingChannelType,
      description:
        'The channel to use. If it is omitted, LiveDeflect chooses. It must not be OTHER. LiveDeflect documents a code for WHATSAPP only: for the others the gateway sends the codes of LivePerson’s other APIs, unless its configuration provides some (`alertChannelCodes`).',
    }),
    externalAlertId: t.string({
      description:
        'The brand’s own id of the alert, by which you can find it in `proactiveAlerts`. LivePerson does not use it to prevent sending twice.',
    }),
    alertInfo: t.field({
      type: 'JSONObject',
      description: `What agents see about the alert, for example {"Sky Miles": 1234}: keys of your own with any ${JSON_VALUES}`,
    }),
    idempotencyKey: t.string({
      description:
        'Identifies this alert, so that it is sent only once however often the client repeats the request. The client chooses it: 1 to 255 printable characters, without personal data. For 24 hours by default, the same key and input give the outcome of the first send, and the same key with a different input gives ProactiveAlertInvalid. If the alert was certainly not sent (null with an error), its key may be used again.',
    }),
  }),
});
