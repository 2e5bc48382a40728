import type { AlertProblem } from '../resolvers/alert-input.ts';
import { maskedUnlessAllowed } from '../resolvers/personal-data.ts';
import { resolveSendProactiveAlert, type SendProactiveAlertPayload } from '../resolvers/send-proactive-alert.ts';
import { resolveSendProactiveAlerts } from '../resolvers/send-proactive-alerts.ts';
import { builder } from './builder.ts';
import { sendsAlerts } from './complexity.ts';
import { personal } from './personal.ts';
import { SendProactiveAlertInputType } from './proactive-alert-input.ts';

type PayloadOf<K extends SendProactiveAlertPayload['kind']> = Extract<SendProactiveAlertPayload, { kind: K }>;

const REPLAYED =
  'True if this is the outcome of an earlier input with the same idempotencyKey, and nothing was sent for this one.';

const SentType = builder.objectRef<PayloadOf<'SENT'>>('ProactiveAlertSent').implement({
  description: 'The alert was sent.',
  fields: (t) => ({
    messageName: t.string(
      personal(
        'ProactiveAlertSent.messageName',
        'The channel provider’s name for the message, which may contain the recipient’s number. Null if LivePerson does not provide it.',
        ({ messageName }: PayloadOf<'SENT'>) => messageName,
      ),
    ),
    sentAt: t.expose('sentAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the channel provider sent the message. Null if LivePerson does not provide it.',
    }),
    channelResponse: t.field({
      type: 'JSON',
      ...personal(
        'ProactiveAlertSent.channelResponse',
        'The whole response of the channel provider. Null if LivePerson does not provide it.',
        ({ channelResponse }: PayloadOf<'SENT'>) => channelResponse,
      ),
    }),
    replayed: t.exposeBoolean('replayed', { description: REPLAYED }),
  }),
});

const RefusedType = builder.objectRef<PayloadOf<'REFUSED'>>('ProactiveAlertRefused').implement({
  description: 'LivePerson answered that it did not send the alert, for example because a compatibility check failed.',
  fields: (t) => ({
    reason: t.string({
      description:
        'LivePerson’s reason, or a note that it gave none. Without the scope `pii:read`, `[redacted]` replaces anything that looks like a phone number.',
      extensions: { masked: 'ProactiveAlertRefused.reason' },
      resolve: maskedUnlessAllowed('ProactiveAlertRefused.reason', ({ reason }: PayloadOf<'REFUSED'>) => reason),
    }),
    detail: t.field({
      type: 'JSON',
      ...personal(
        'ProactiveAlertRefused.detail',
        'Further detail from LivePerson. Null if LivePerson does not provide it.',
        ({ detail }: PayloadOf<'REFUSED'>) => detail,
      ),
    }),
    replayed: t.exposeBoolean('replayed', { description: REPLAYED }),
  }),
});

const ProblemType = builder.objectRef<AlertProblem>('InputProblem').implement({
  description: 'One problem with an input.',
  fields: (t) => ({
    path: t.exposeStringList('path', { description: 'The path to the value in the input.' }),
    message: t.exposeString('message', { description: 'What was expected.' }),
  }),
});

const InvalidType = builder.objectRef<PayloadOf<'INVALID'>>('ProactiveAlertInvalid').implement({
  description:
    'The input is wrong, or the account may not send it (`alertSkills`, `alertTemplates`), and nothing was sent.',
  fields: (t) => ({
    problems: t.expose('problems', { type: [ProblemType], description: 'All problems with the input.' }),
  }),
});

const OutcomeUnknownType = builder.objectRef<PayloadOf<'OUTCOME_UNKNOWN'>>('ProactiveAlertOutcomeUnknown').implement({
  description:
    'The alert may have been sent, but the response was lost. The gateway did not send it again. Look for its externalAlertId in `proactiveAlerts` before you send it again.',
  fields: (t) => ({
    reason: t.exposeString('reason', { description: 'How the response was lost.' }),
    replayed: t.exposeBoolean('replayed', { description: REPLAYED }),
  }),
});

const PayloadType = builder.unionType('SendProactiveAlertPayload', {
  description: 'The outcome of an alert.',
  types: [SentType, RefusedType, InvalidType, OutcomeUnknownType],
  resolveType: ({ kind }) =>
    ({ SENT: SentType, REFUSED: RefusedType, INVALID: InvalidType, OUTCOME_UNKNOWN: OutcomeUnknownType })[kind],
});

builder.mutationField('sendProactiveAlert', (t) =>
  t.field({
    type: PayloadType,
    nullable: true,
    description:
      'Sends one outbound message. The gateway never sends it twice: if the response is lost, the outcome is ProactiveAlertOutcomeUnknown. With an idempotencyKey, it does not send it twice even if the client repeats the request. The account needs OAuth 1 credentials. Null with an error if the message was certainly not sent.',
    args: { input: t.arg({ type: SendProactiveAlertInputType, required: true, description: 'The message.' }) },
    ...sendsAlerts((_: object) => 1),
    resolve: resolveSendProactiveAlert,
  }),
);

builder.mutationField('sendProactiveAlerts', (t) =>
  t.field({
    type: [PayloadType],
    nullable: { list: true, items: true },
    description:
      'Sends 1 to 100 outbound messages, each as sendProactiveAlert does. They are started in order, at the rate that LiveDeflect accepts; the outcomes are in the order of the inputs. An element is null with an error if that message was certainly not sent, for example because the deadline left no time to start it. Give every message an idempotencyKey, so that you can repeat the whole list. Null with the error BAD_USER_INPUT if there are no messages or more than 100.',
    args: {
      inputs: t.arg({ type: [SendProactiveAlertInputType], required: true, description: 'The messages, 1 to 100.' }),
    },
    ...sendsAlerts(({ inputs }: { readonly inputs: readonly unknown[] }) => inputs.length),
    resolve: resolveSendProactiveAlerts,
  }),
);
