import { builder } from './builder.ts';
import { MessageStatusType } from './message-status.ts';
import { MessagingChannelType } from './messaging-channel.ts';

/** The description of an argument that is an order. */
export const TIME_ORDER = 'The order of the list, over the whole range.';

/** See its description. */
export const TimeOrderType = builder.enumType('TimeOrder', {
  description: 'The order of transactions: by attemptedTime, then by transactionId.',
  values: {
    OLDEST_FIRST: { description: 'The earliest attempt first.' },
    NEWEST_FIRST: { description: 'The latest attempt first.' },
  },
});

const ErrorFilterType = builder.inputType('ErrorFilter', {
  description:
    'Errors by source and code, for example that of a TransactionGroup. A field that is omitted excludes nothing; null stands for errors of which LivePerson does not provide it.',
  fields: (t) => ({
    source: t.string({ description: 'The system that failed.' }),
    code: t.string({ description: 'The error code.' }),
  }),
});

/** See its description. */
export const TransactionFilterType = builder.inputType('TransactionFilter', {
  description:
    'Which transactions to return. LivePerson filters by channels and skills (with `reportingApi: v2` also by statuses and transactionIds), and the gateway checks them again. The gateway applies the other filters, so a page can be short or empty and still have a next page. To find single messages, begin with a narrow range, NEWEST_FIRST and a small `first`: the gateway reads no further than the page needs. A field that is omitted or empty excludes nothing.',
  fields: (t) => ({
    channels: t.field({ type: [MessagingChannelType], description: 'Only on these channels.' }),
    skills: t.stringList({ description: 'Only for skills with exactly these names.' }),
    statuses: t.field({ type: [MessageStatusType], description: 'Only with these statuses.' }),
    error: t.field({
      type: ErrorFilterType,
      description: 'Only those that failed with this error. A message without an error is never found.',
    }),
    campaignIds: t.stringList({ description: 'Only for these campaigns.' }),
    handoffIds: t.stringList({ description: 'Only for these handoffs.' }),
    consumerIds: t.stringList({
      description:
        'Only to these consumers, by LivePerson’s ids. Personal data: FORBIDDEN without the scope `pii:read`. A message whose consumerId is null is never found.',
    }),
    conversationIds: t.stringList({ description: 'Only those that led to these conversations.' }),
    transactionIds: t.stringList({
      description:
        'Only the transactions with these ids. Ids are unique, so the search ends where the last of them was found. LivePerson filters by at most 100 (with `reportingApi: v2`), the gateway by more.',
    }),
  }),
});
