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
    ATTEMPTED: { description: 'attemptedTime.' },
    INVITED: { description: 'inviteTime.' },
    ELIGIBLE: { description: 'eligibleTime.' },
    SENT: { description: 'sentTime.' },
    DELIVERED: { description: 'deliveredTime.' },
    READ: { description: 'readTime.' },
    FAILED: { description: 'failedTime.' },
    SKIPPED: { description: 'skippedTime.' },
    CANCELLED: { description: 'cancelledTime.' },
    OPTED_IN: { description: 'optInTime.' },
    OPTED_OUT: { description: 'optOutTime.' },
    CONVERSATION_CREATED: { description: 'conversationCreatedTime.' },
    CONVERSATION_CLOSED: { description: 'conversationClosedTime.' },
  } satisfies Record<(typeof TRANSACTION_STEPS)[number], { description: string }>,
});

const TransactionEventType = builder.objectRef<TransactionEvent>('TransactionEvent').implement({
  description: 'One step of a message.',
  fields: (t) => ({
    step: t.expose('step', { type: TransactionStepType, description: 'What happened.' }),
    time: t.expose('time', { type: 'DateTime', description: 'When.' }),
  }),
});

/** See its description. */
export const TransactionType = builder.objectRef<Transaction>('Transaction').implement({
  description:
    'One outbound message or deflection, from attempt to closed conversation. Upstream data may be 20 minutes behind; a time is null when its step did not happen, or not yet.',
  interfaces: [NodeType],
  fields: (t) => {
    const time = (name: TimeField, description: string) =>
      t.expose(name, { type: 'DateTime', nullable: true, description });
    return {
      id: t.id({
        description: 'The global id; fetching it again costs one narrow call.',
        resolve: resolveId('Transaction'),
      }),
      transactionId: t.exposeString('transactionId', { description: 'The upstream’s id; opaque, not always a UUID.' }),
      app: t.expose('app', { type: OutboundAppType, description: 'The service that it went through.' }),
      channel: t.expose('channel', { type: MessagingChannelType, description: 'The channel that it went by at last.' }),
      channelCode: t.exposeString('channelCode', {
        description: 'The upstream’s word for that channel; empty when it sent none.',
      }),
      skill: t.exposeString('skill', {
        nullable: true,
        description: 'The skill that it was sent for; null when not told.',
      }),
      initialChannel: t.expose('initialChannel', {
        type: MessagingChannelType,
        nullable: true,
        description: 'The channel that was meant at first; null when not told.',
      }),
      initialChannelCode: t.exposeString('initialChannelCode', {
        nullable: true,
        description: 'The upstream’s word for that channel; null when not told.',
      }),
      initialSkill: t.exposeString('initialSkill', {
        nullable: true,
        description: 'The skill that was meant at first; null when not told.',
      }),
      status: t.expose('status', {
        type: MessageStatusType,
        description:
          'How far it came. FAILED wins over every other step: a failed message may have a deliveredTime, or even a readTime.',
      }),
      statusCode: t.exposeString('statusCode', {
        nullable: true,
        description: 'The upstream’s own status; null where its rows have none and status is read off the times.',
      }),
      timeline: t.field({
        type: [TransactionEventType],
        description: 'Every step that has a time, earliest first.',
        resolve: resolveTimeline,
      }),
      attemptedTime: t.expose('attemptedTime', { type: 'DateTime', description: 'When it was handed to the service.' }),
      inviteTime: time('inviteTime', 'When the invitation was made.'),
      eligibleTime: time('eligibleTime', 'When the recipient was found able to receive it.'),
      sentTime: time('sentTime', 'When it was passed to the messaging gateway.'),
      deliveredTime: time(
        'deliveredTime',
        'When it was delivered. WhatsApp may leave this out when it is read at once.',
      ),
      readTime: time(
        'readTime',
        'When it was read. SMS by Twilio does not report it, according to later documents of LivePerson.',
      ),
      failedTime: time('failedTime', 'When it failed; other times may be there all the same.'),
      skippedTime: time('skippedTime', 'When it was skipped because the consumer had opted out.'),
      cancelledTime: time('cancelledTime', 'When it was called off.'),
      optInTime: time('optInTime', 'When the consumer opted in.'),
      optOutTime: time('optOutTime', 'When the consumer opted out.'),
      conversationCreatedTime: time('conversationCreatedTime', 'When the consumer answered and a conversation began.'),
      conversationClosedTime: time('conversationClosedTime', 'When that conversation was closed.'),
      consumerId: t.string(
        personal(
          'Transaction.consumerId',
          'LivePerson’s id of the consumer; null until it is known.',
          ({ consumerId }: Transaction) => consumerId,
        ),
      ),
      conversationId: t.exposeString('conversationId', {
        nullable: true,
        description: 'LivePerson’s id of the conversation; null when there is none.',
      }),
      ivrNumber: t.exposeString('ivrNumber', {
        nullable: true,
        description: 'The number that was called, which is the brand’s own; null but for deflected calls.',
      }),
      error: t.expose('error', {
        type: DeliveryErrorType,
        nullable: true,
        description: 'Why it failed; null when the upstream names no error.',
      }),
      campaignId: t.exposeString('campaignId', {
        nullable: true,
        description: 'The proactiveCampaignId; null when it belongs to no campaign.',
      }),
      handoffId: t.exposeString('handoffId', {
        nullable: true,
        description: 'The id of its handoff; null when it has none.',
      }),
      handoff: t.field({
        type: HandoffType,
        nullable: true,
        description:
          'Its handoff; null when it has none, or the account lists it no more. One list of handoffs for a whole page.',
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
  TransactionConnection['edges'][number],
  TransactionConnection
>('Transaction', TransactionType, 'transactions');

builder.objectField(TransactionConnectionType, 'attemptedCount', (t) =>
  t.int({
    nullable: true,
    description:
      'The upstream’s own count of messages attempted in the range: one analytics call per 60 days, only when asked for. Null under filters that only the gateway applies (statuses, campaignIds, handoffIds). Not the length of this list.',
    authScopes: { 'analytics:read': true },
    complexity: UPSTREAM_CALL,
    resolve: resolveAttemptedCount,
  }),
);
