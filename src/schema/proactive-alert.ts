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
  'True when this is what became of an earlier input with the same idempotencyKey, and nothing was sent for this one.';

const SentType = builder.objectRef<PayloadOf<'SENT'>>('ProactiveAlertSent').implement({
  description: 'The alert was sent.',
  fields: (t) => ({
    messageName: t.string(
      personal(
        'ProactiveAlertSent.messageName',
        'The channel provider’s name of the message, of which the recipient’s number may be a part; null when it gave none.',
        ({ messageName }: PayloadOf<'SENT'>) => messageName,
      ),
    ),
    sentAt: t.expose('sentAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the channel provider sent it; null when it gave no time.',
    }),
    channelResponse: t.field({
      type: 'JSON',
      ...personal(
        'ProactiveAlertSent.channelResponse',
        'The channel provider’s whole answer; null when there was none.',
        ({ channelResponse }: PayloadOf<'SENT'>) => channelResponse,
      ),
    }),
    replayed: t.exposeBoolean('replayed', { description: REPLAYED }),
  }),
});

const RefusedType = builder.objectRef<PayloadOf<'REFUSED'>>('ProactiveAlertRefused').implement({
  description: 'The upstream answered and did not send, such as for a failed compatibility check.',
  fields: (t) => ({
    reason: t.string({
      description:
        'The upstream’s own reason, or that it gave none. Without the scope pii:read, [redacted] stands for what looks like a telephone number in it.',
      extensions: { masked: 'ProactiveAlertRefused.reason' },
      resolve: maskedUnlessAllowed('ProactiveAlertRefused.reason', ({ reason }: PayloadOf<'REFUSED'>) => reason),
    }),
    detail: t.field({
      type: 'JSON',
      ...personal(
        'ProactiveAlertRefused.detail',
        'What it said beyond that; null when nothing.',
        ({ detail }: PayloadOf<'REFUSED'>) => detail,
      ),
    }),
    replayed: t.exposeBoolean('replayed', { description: REPLAYED }),
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
  fields: (t) => ({
    reason: t.exposeString('reason', { description: 'How the answer was lost.' }),
    replayed: t.exposeBoolean('replayed', { description: REPLAYED }),
  }),
});

const PayloadType = builder.unionType('SendProactiveAlertPayload', {
  description: 'What became of an alert.',
  types: [SentType, RefusedType, InvalidType, OutcomeUnknownType],
  resolveType: ({ kind }) =>
    ({ SENT: SentType, REFUSED: RefusedType, INVALID: InvalidType, OUTCOME_UNKNOWN: OutcomeUnknownType })[kind],
});

builder.mutationField('sendProactiveAlert', (t) =>
  t.field({
    type: PayloadType,
    nullable: true,
    description:
      'Sends one outbound message. Never sent twice by the gateway: an answer that was lost is ProactiveAlertOutcomeUnknown, not a second send; with an idempotencyKey, not even when it is asked for twice. Needs OAuth 1 credentials. Null, with an error, when it surely was not sent.',
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
      'Sends 1 to 100 outbound messages, begun in their order and at the pace that LiveDeflect takes them, each as sendProactiveAlert does; the outcomes are in the order of the inputs. An element is null, with an error, when that alert surely was not sent, as those are that the deadline left no time to begin: give every alert an idempotencyKey, and the whole list can be asked for again. Null, with BAD_USER_INPUT, when there are none or more than 100.',
    args: {
      inputs: t.arg({ type: [SendProactiveAlertInputType], required: true, description: 'The messages, 1 to 100.' }),
    },
    ...sendsAlerts(({ inputs }: { readonly inputs: readonly unknown[] }) => inputs.length),
    resolve: resolveSendProactiveAlerts,
  }),
);
