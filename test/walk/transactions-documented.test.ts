import { describe, expect, it } from 'vitest';
import { over, PRMSG } from '../support/ask.ts';
import { ALL_TRANSACTION_FIELDS, DOCUMENTED_TRANSACTIONS } from '../support/transaction-wire.ts';
import { transactionsAnswer } from '../support/wire.ts';

/** The time of the document's example. */
const now = Date.parse('2021-02-18T00:00:00.000Z');
/** The day of its rows; those lie outside the window that it asks for. */
const ATTEMPTED = 'attempted: { start: "2021-02-17T00:00:00.000Z", end: "2021-02-18T00:00:00.000Z" }';
const PAGE = `${PRMSG}/transactions/?attemptedStartTime=1613520000000&attemptedEndTime=1613606400000`;
const FILTER = 'filter: { channels: [SMS, IN_APP], skills: ["billing", "sales"] }';
const BODY = { channels: ['inapp', 'sms'], skills: ['billing', 'sales'] };

describe('Account.transactions in the documented dialect', () => {
  it('reads every field of the document’s rows, page by page, each a GET with a body', async () => {
    const [sms, inApp, ivr] = DOCUMENTED_TRANSACTIONS;
    const { gateway, upstream } = await over(
      ({ path }) => ({
        json: path.includes('&offset=1')
          ? transactionsAnswer([sms, ivr], { count: 100, previousOffset: 0, currentOffset: 1 })
          : transactionsAnswer([inApp, sms], { count: 100, nextOffset: 2 }),
      }),
      { now },
    );
    const answer = await gateway.query(`{
      account(accountId: "12345678") {
        transactions(${ATTEMPTED}, ${FILTER}) { nodes { ${ALL_TRANSACTION_FIELDS} } pageInfo { hasNextPage } }
      }
    }`);
    const common = {
      app: 'PROACTIVE_MESSAGING',
      conversationId: null,
      consumerId: null,
      ivrNumber: null,
      statusCode: null,
    };
    const times = {
      eligibleTime: null,
      readTime: null,
      failedTime: null,
      skippedTime: null,
      cancelledTime: null,
      optInTime: null,
      optOutTime: null,
      conversationCreatedTime: null,
      conversationClosedTime: null,
      deliveredTime: '2021-02-17T23:00:18.533Z',
    };
    expect(answer).toEqual({
      data: {
        account: {
          transactions: {
            nodes: [
              {
                ...common,
                ...times,
                transactionId: '515340ec-0d3c-75d7-0cdb-cbe783fa156c',
                channel: 'IN_APP',
                channelCode: 'inapp',
                skill: 'sales',
                initialChannel: 'SMS',
                initialChannelCode: 'sms',
                initialSkill: 'billing',
                status: 'FAILED',
                attemptedTime: '2021-02-17T22:55:14.228Z',
                inviteTime: '2021-02-17T22:55:14.543Z',
                sentTime: '2021-02-17T22:55:14.716Z',
                failedTime: '2021-02-17T22:55:14.543Z',
                error: { source: 'prmsg', code: '400', message: 'Message failed to send', meaning: null },
                campaignId: 'camapign124',
                handoffId: 'H000000000000000',
                timeline: [
                  { step: 'ATTEMPTED' },
                  { step: 'INVITED' },
                  { step: 'FAILED' },
                  { step: 'SENT' },
                  { step: 'DELIVERED' },
                ],
              },
              {
                ...common,
                ...times,
                transactionId: '2f88x19d-a5df-6d22-d967-a9cd19108318',
                channel: 'SMS',
                channelCode: 'sms',
                skill: 'billing',
                initialChannel: 'SMS',
                initialChannelCode: 'sms',
                initialSkill: 'prmsgoutbound',
                status: 'DELIVERED',
                attemptedTime: '2021-02-17T22:57:13.214Z',
                inviteTime: '2021-02-17T22:57:13.480Z',
                sentTime: '2021-02-17T22:57:13.586Z',
                error: null,
                campaignId: 'camapign125',
                handoffId: 'H000000000000000',
                timeline: [{ step: 'ATTEMPTED' }, { step: 'INVITED' }, { step: 'SENT' }, { step: 'DELIVERED' }],
              },
              {
                ...common,
                ...times,
                transactionId: 'b19f2x4b-d533-7a2e-dbe0-3efds8f5e5b9',
                channel: 'SMS',
                channelCode: 'sms',
                skill: 'billing',
                initialChannel: 'SMS',
                initialChannelCode: 'sms',
                initialSkill: 'prmsgoutbound',
                status: 'DELIVERED',
                attemptedTime: '2021-02-17T22:57:13.235Z',
                inviteTime: '2021-02-17T22:57:13.503Z',
                sentTime: '2021-02-17T22:57:13.613Z',
                error: null,
                campaignId: 'camapign123',
                handoffId: null,
                timeline: [{ step: 'ATTEMPTED' }, { step: 'INVITED' }, { step: 'SENT' }, { step: 'DELIVERED' }],
              },
            ],
            pageInfo: { hasNextPage: false },
          },
        },
      },
    });
    const pages = upstream.requests.filter(({ path }) => path.includes('/transactions/'));
    expect(pages.map(({ method, path, body }) => ({ method, path, body }))).toEqual([
      { method: 'GET', path: PAGE, body: BODY },
      { method: 'GET', path: `${PAGE}&offset=1`, body: BODY },
    ]);
  });

  it('asks for deflections under c2m', async () => {
    const { ask, upstream } = await over({ json: transactionsAnswer([DOCUMENTED_TRANSACTIONS[2]]) }, { now });
    const { account } = await ask(`transactions(app: CONNECT_TO_MESSAGING, ${ATTEMPTED}) { nodes { app } }`);
    expect(account.transactions.nodes).toEqual([{ app: 'CONNECT_TO_MESSAGING' }]);
    expect(upstream.asked()).toEqual([`GET ${PAGE.replace('prmsg', 'c2m')}`]);
  });

  it('is malformed, with the place, when a row has no transactionId', async () => {
    const { gateway } = await over(
      {
        json: transactionsAnswer([DOCUMENTED_TRANSACTIONS[0], { ...DOCUMENTED_TRANSACTIONS[1], transactionId: null }]),
      },
      { now },
    );
    const { data, errors } = await gateway.query(
      `{ account(accountId: "12345678") { transactions(${ATTEMPTED}) { nodes { id } } } }`,
    );
    expect(data).toEqual({ account: { transactions: null } });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'UPSTREAM_MALFORMED',
      malformedPath: 'transactions[1].transactionId',
    });
  });
});
