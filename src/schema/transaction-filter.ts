import { builder } from './builder.ts';
import { MessageStatusType } from './message-status.ts';
import { MessagingChannelType } from './messaging-channel.ts';

/** See its description. */
export const TimeOrderType = builder.enumType('TimeOrder', {
  description: 'The order of the days that are walked; within a day the order is the upstream’s own.',
  values: {
    OLDEST_FIRST: { description: 'The earliest day first.' },
    NEWEST_FIRST: { description: 'The latest day first.' },
  },
});

/** See its description. */
export const TransactionFilterType = builder.inputType('TransactionFilter', {
  description:
    'Which transactions are wanted. channels and skills are the upstream’s own filters; the others the gateway applies page by page, so that a page may be short, or empty, and still have a next one.',
  fields: (t) => ({
    channels: t.field({ type: [MessagingChannelType], description: 'Only on these channels.' }),
    skills: t.stringList({ description: 'Only for skills with exactly these names.' }),
    statuses: t.field({ type: [MessageStatusType], description: 'Only with these statuses.' }),
    campaignIds: t.stringList({ description: 'Only for these campaigns.' }),
    handoffIds: t.stringList({ description: 'Only for these handoffs.' }),
  }),
});
