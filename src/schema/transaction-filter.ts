import { builder } from './builder.ts';
import { MessageStatusType } from './message-status.ts';
import { MessagingChannelType } from './messaging-channel.ts';

/** See its description. */
export const TimeOrderType = builder.enumType('TimeOrder', {
  description: 'The order of transactions: by attemptedTime, then by transactionId.',
  values: {
    OLDEST_FIRST: { description: 'The earliest attempt first.' },
    NEWEST_FIRST: { description: 'The latest attempt first.' },
  },
});

/** See its description. */
export const TransactionFilterType = builder.inputType('TransactionFilter', {
  description:
    'Which transactions to return. LivePerson filters by channels and skills, and the gateway checks them again. The gateway applies the other filters, so a page can be short or empty and still have a next page.',
  fields: (t) => ({
    channels: t.field({ type: [MessagingChannelType], description: 'Only on these channels.' }),
    skills: t.stringList({ description: 'Only for skills with exactly these names.' }),
    statuses: t.field({ type: [MessageStatusType], description: 'Only with these statuses.' }),
    campaignIds: t.stringList({ description: 'Only for these campaigns.' }),
    handoffIds: t.stringList({ description: 'Only for these handoffs.' }),
  }),
});
