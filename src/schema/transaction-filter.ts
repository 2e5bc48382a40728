import { builder } from './builder.ts';
import { MessageStatusType } from './message-status.ts';
import { MessagingChannelType } from './messaging-channel.ts';

/** See its description. */
export const TimeOrderType = builder.enumType('TimeOrder', {
  description: 'The order of transactions: by attemptedTime, and by transactionId where that is the same.',
  values: {
    OLDEST_FIRST: { description: 'The earliest attempt first.' },
    NEWEST_FIRST: { description: 'The latest attempt first.' },
  },
});

/** See its description. */
export const TransactionFilterType = builder.inputType('TransactionFilter', {
  description:
    'Which transactions are wanted. channels and skills are the upstream’s own filters, and checked again; the others are applied by the gateway, so that a page may be short, or empty, and still have a next one.',
  fields: (t) => ({
    channels: t.field({ type: [MessagingChannelType], description: 'Only on these channels.' }),
    skills: t.stringList({ description: 'Only for skills with exactly these names.' }),
    statuses: t.field({ type: [MessageStatusType], description: 'Only with these statuses.' }),
    campaignIds: t.stringList({ description: 'Only for these campaigns.' }),
    handoffIds: t.stringList({ description: 'Only for these handoffs.' }),
  }),
});
