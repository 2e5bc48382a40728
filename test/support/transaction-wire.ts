import { transactionRow } from './wire.ts';

const IN_THE_EVENING = { deliveredTime: '2021-02-17T23:00:18.533Z' };

/** The three rows of the document's example. */
export const DOCUMENTED_TRANSACTIONS: readonly Record<string, unknown>[] = [
  transactionRow({
    ...IN_THE_EVENING,
    attemptedTime: '2021-02-17T22:57:13.214Z',
    inviteTime: '2021-02-17T22:57:13.480Z',
    sentTime: '2021-02-17T22:57:13.586Z',
  }),
  transactionRow({
    ...IN_THE_EVENING,
    channel: 'inapp',
    skill: 'sales',
    transactionId: '515340ec-0d3c-75d7-0cdb-cbe783fa156c',
    attemptedTime: '2021-02-17T22:55:14.228Z',
    errorCode: '400',
    errorMessage: 'Message failed to send',
    errorSource: 'prmsg',
    failedTime: '2021-02-17T22:55:14.543Z',
    inviteTime: '2021-02-17T22:55:14.543Z',
    proactiveCampaignId: 'camapign124',
    sentTime: '2021-02-17T22:55:14.716Z',
    initialSkill: 'billing',
  }),
  transactionRow({
    ...IN_THE_EVENING,
    transactionId: 'b19f2x4b-d533-7a2e-dbe0-3efds8f5e5b9',
    attemptedTime: '2021-02-17T22:57:13.235Z',
    inviteTime: '2021-02-17T22:57:13.503Z',
    proactiveCampaignId: 'camapign123',
    sentTime: '2021-02-17T22:57:13.613Z',
    handOffId: undefined,
    ivrNumber: '',
  }),
];

/** Every field of a transaction that costs no further call. */
export const ALL_TRANSACTION_FIELDS = `
  transactionId app channel channelCode skill initialChannel initialChannelCode initialSkill status statusCode
  timeline { step }
  attemptedTime inviteTime eligibleTime sentTime deliveredTime readTime failedTime skippedTime cancelledTime
  optInTime optOutTime conversationCreatedTime conversationClosedTime
  consumerId conversationId ivrNumber error { source code message meaning } campaignId handoffId`;
