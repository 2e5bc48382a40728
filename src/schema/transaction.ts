import type { Edge } from '../resolvers/connection.ts';
import { resolveId } from '../resolvers/node.ts';
import {
  resolveTimeline,
  resolveTransactionHandoff,
  type TRANSACTION_STEPS,
  type TransactionEvent,
} from '../resolvers/transaction.ts';
import type { TransactionConnection } from '../resolvers/transaction-connection.ts';
import { resolveAttemptedCount } from '../resolvers/transactions.ts';
import type { Transaction } from '../upstream/outbound-reporting/types.ts';
import { builder } from './builder.ts';
import { UPSTREAM_CALL } from './complexity.ts';
import { connectionTypes } from './connection.ts';
import { DeliveryErrorType } from './delivery-error.ts';
import { HandoffType } from './handoff.ts';
import { MessageStatusType } from './message-status.ts';
import { MessagingChannelType } from './messaging-channel.ts';
import { NodeType } from './node.ts';
import { OutboundAppType } from './outbound-app.ts';
import { personal } from './personal.ts';

const TransactionStepType = builder.enumType('TransactionStep', {
  description: 'A step of a message that has a time.',
  values: {
    ATTEMPTED: { description: 'Its time is attemptedTime.' },
    INVITED: { description: 'Its time is inviteTime.' },
    ELIGIBLE: { description: 'Its time is eligibleTime.' },
    SENT: { description: 'Its time is sentTime.' },
    DELIVERED: { description: 'Its time is deliveredTime.' },
    READ: { description: 'Its time is readTime.' },
    FAILED: { description: 'Its time is failedTime.' },
    SKIPPED: { description: 'Its time is skippedTime.' },
    CANCELLED: { description: 'Its time is cancelledTime.' },
    OPTED_IN: { description: 'Its time is optInTime.' },
    OPTED_OUT: { description: 'Its time is optOutTime.' },
    CONVERSATION_CREATED: { description: 'Its time is conversationCreatedTime.' },
    CONVERSATION_CLOSED: { description: 'Its time is conversationClosedTime.' },
  } satisfies Record<(typeof TRANSACTION_STEPS)[number], { description: string }>,
});

const TransactionEventType = builder.objectRef<TransactionEvent>('TransactionEvent').implement({
  description: 'One step of a message.',
  fields: (t) => ({
    step: t.expose('step', { type: TransactionStepType, description: 'What happened.' }),
    time: t.expose('time', { type: 'DateTime', description: 'When it happened.' }),
  }),
});

/** See its description. */
export const TransactionType = builder.objectRef<Transaction>('Transaction').implement({
  description:
    'An outbound message or deflection, from the attempt to the closed conversation. LivePerson’s data may be 20 minutes behind. A time is null if its step has not happened.',
  interfaces: [NodeType],
  fields: (t) => {
    const time = (name: TimeField, description: string) =>
      t.expose(name, { type: 'DateTime', nullable: true, description });
    return {
      id: t.id({
        description: 'The global id. Fetching the node again costs one narrow upstream call.',
        resolve: resolveId('Transaction'),
      }),
      transactionId: t.exposeString('transactionId', {
        description: 'LivePerson’s id. It is opaque, and not always a UUID.',
      }),
      app: t.expose('app', { type: OutboundAppType, description: 'The service that the message went through.' }),
      channel: t.expose('channel', { type: MessagingChannelType, description: 'The channel that was finally used.' }),
      channelCode: t.exposeString('channelCode', {
        description: 'LivePerson’s code for the channel. Empty if LivePerson does not provide it.',
      }),
      skill: t.exposeString('skill', {
        nullable: true,
        description: 'The skill that the message was sent for. Null if LivePerson does not provide it.',
      }),
      initialChannel: t.expose('initialChannel', {
        type: MessagingChannelType,
        nullable: true,
        description: 'The channel that was first intended. Null if LivePerson does not provide it.',
      }),
      initialChannelCode: t.exposeString('initialChannelCode', {
        nullable: true,
        description: 'LivePerson’s code for that channel. Null if LivePerson does not provide it.',
      }),
      initialSkill: t.exposeString('initialSkill', {
        nullable: true,
        description: 'The skill that was first intended. Null if LivePerson does not provide it.',
      }),
      status: t.expose('status', {
        type: MessageStatusType,
        description:
          'How far the message got. FAILED takes precedence over every other step: a failed message may have a deliveredTime, or even a readTime.',
      }),
      statusCode: t.exposeString('statusCode', {
        nullable: true,
        description:
          'LivePerson’s code for the status. Null if LivePerson does not provide it; the gateway then derives `status` from the times.',
      }),
      timeline: t.field({
        type: [TransactionEventType],
        description: 'Every step that has a time, earliest first.',
        resolve: resolveTimeline,
      }),
      attemptedTime: t.expose('attemptedTime', {
        type: 'DateTime',
        description: 'When the message was handed to the service.',
      }),
      inviteTime: time('inviteTime', 'When the invitation was made.'),
      eligibleTime: time('eligibleTime', 'When the recipient was found to be eligible.'),
      sentTime: time('sentTime', 'When the message was passed to the messaging gateway.'),
      deliveredTime: time(
        'deliveredTime',
        'When the message was delivered. WhatsApp may not report it if the message is read at once.',
      ),
      readTime: time(
        'readTime',
        'When the message was read. According to later LivePerson documents, SMS by Twilio does not report it.',
      ),
      failedTime: time('failedTime', 'When the message failed. Other times may be set as well.'),
      skippedTime: time('skippedTime', 'When the message was skipped because the consumer had opted out.'),
      cancelledTime: time('cancelledTime', 'When the message was canceled.'),
      optInTime: time('optInTime', 'When the consumer opted in.'),
      optOutTime: time('optOutTime', 'When the consumer opted out.'),
      conversationCreatedTime: time('conversationCreatedTime', 'When the consumer answered and a conversation began.'),
      conversationClosedTime: time('conversationClosedTime', 'When the conversation was closed.'),
      consumerId: t.string(
        personal(
          'Transaction.consumerId',
          'LivePerson’s id of the consumer. Null if LivePerson does not provide it.',
          ({ consumerId }: Transaction) => consumerId,
        ),
      ),
      conversationId: t.exposeString('conversationId', {
        nullable: true,
        description: 'LivePerson’s id of the conversation. Null if there is none.',
      }),
      ivrNumber: t.exposeString('ivrNumber', {
        nullable: true,
        description: 'The brand’s number that the caller dialed. Null except for deflected calls.',
      }),
      error: t.expose('error', {
        type: DeliveryErrorType,
        nullable: true,
        description: 'Why the message failed. Null if LivePerson does not provide it.',
      }),
      campaignId: t.exposeString('campaignId', {
        nullable: true,
        description: 'The proactiveCampaignId. Null if the message belongs to no campaign.',
      }),
      handoffId: t.exposeString('handoffId', {
        nullable: true,
        description: 'The id of the handoff. Null if the message has none.',
      }),
      handoff: t.field({
        type: HandoffType,
        nullable: true,
        description:
          'The handoff. Null if the message has none, or the account no longer lists it. One list of handoffs for a whole page.',
        authScopes: { 'configuration:read': true },
        complexity: UPSTREAM_CALL,
        resolve: resolveTransactionHandoff,
      }),
    };
  },
});

type TimeField = {
  [K in keyof Transaction]: Transaction[K] extends string | null ? (K extends `${string}Time` ? K : never) : never;
}[keyof Transaction];

/** A page of transactions. */
export const { connection: TransactionConnectionType } = connectionTypes<
  Transaction,
  Edge<Transaction>,
  TransactionConnection
>('Transaction', TransactionType, 'transactions');

builder.objectField(TransactionConnectionType, 'attemptedCount', (t) =>
  t.int({
    nullable: true,
    description:
      'LivePerson’s own count of the messages attempted in the range, which is not the length of this list. One upstream call per 60 days, only if requested. Null with filters that analytics does not have (all but channels and skills).',
    authScopes: { 'analytics:read': true },
    complexity: UPSTREAM_CALL,
    resolve: resolveAttemptedCount,
  }),
);
