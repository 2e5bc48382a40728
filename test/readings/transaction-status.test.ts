import { describe, expect, it } from 'vitest';
import { over, transactions } from '../support/ask.ts';
import { transactionRow, transactionsAnswer } from '../support/wire.ts';

const AT = '2026-03-10T10:00:07.000Z';
const NOT_SENT = { inviteTime: null, sentTime: null, deliveredTime: null };

/** Each row of transactions in the order of precedence, and the status that it has. */
const ROWS: readonly (readonly [string, Record<string, unknown>])[] = [
  ['FAILED', { failedTime: AT, conversationsCreatedTime: AT }],
  ['FAILED', { errorCode: '400', errorSource: 'prmsg' }],
  ['SKIPPED', { skippedTime: AT, cancelledTime: AT }],
  ['SKIPPED', { ...NOT_SENT, optOutsTime: AT }],
  ['DELIVERED', { optOutsTime: AT }],
  ['CANCELLED', { cancelledTime: AT, conversationsCreatedTime: AT }],
  ['RESPONDED', { conversationsCreatedTime: AT, readTime: null }],
  ['READ', { readTime: AT, deliveredTime: null }],
  ['DELIVERED', {}],
  ['SENT', { deliveredTime: null }],
  ['ELIGIBLE', { ...NOT_SENT, inviteTime: AT }],
  ['ELIGIBLE', { ...NOT_SENT, eligibleTime: AT }],
  ['ATTEMPTED', NOT_SENT],
  ['SENT', { messageStatus: 'sent', failedTime: AT }],
  ['OTHER', { messageStatus: 'PARKED', failedTime: AT }],
];

describe('Transaction.status', () => {
  it('#23 is the upstream’s own, else read off the times in a fixed order', async () => {
    const { ask } = await over({
      json: transactionsAnswer(
        ROWS.map(([, row], index) => transactionRow({ transactionId: `t${10 + index}`, ...row })),
      ),
    });
    const { account } = await ask(transactions('nodes { status }'));
    expect(account.transactions.nodes).toEqual(ROWS.map(([status]) => ({ status })));
  });
});

describe('Transaction.timeline', () => {
  it('#23 is in order of time, though the times are no clean state machine', async () => {
    const row = transactionRow({
      readTime: '2026-03-10T10:00:03.000Z',
      failedTime: '2026-03-10T10:00:00.500Z',
      optOutsTime: '2026-03-10T10:00:05.000Z',
    });
    const { ask } = await over({ json: transactionsAnswer([row]) });
    const { account } = await ask(transactions('nodes { timeline { step time } }'));
    expect(account.transactions.nodes[0].timeline).toEqual([
      { step: 'ATTEMPTED', time: '2026-03-10T10:00:00.000Z' },
      { step: 'FAILED', time: '2026-03-10T10:00:00.500Z' },
      { step: 'INVITED', time: '2026-03-10T10:00:01.000Z' },
      { step: 'SENT', time: '2026-03-10T10:00:02.000Z' },
      { step: 'READ', time: '2026-03-10T10:00:03.000Z' },
      { step: 'DELIVERED', time: '2026-03-10T10:00:05.000Z' },
      { step: 'OPTED_OUT', time: '2026-03-10T10:00:05.000Z' },
    ]);
  });
});
