import { describe, expect, it } from 'vitest';
import { analytics, over } from '../support/ask.ts';
import { analyticsAnswer, analyticsRow } from '../support/wire.ts';

/** The sum over rows, as far as a selection goes. */
async function totalsOf(rows: readonly Record<string, unknown>[], selection: string) {
  const { ask } = await over({ json: analyticsAnswer(rows) });
  const { account, codes } = await ask(analytics(`totals { ${selection} }`));
  expect(codes).toEqual([]);
  return account.analytics.totals;
}

describe('Analytics.totals', () => {
  it('sums every count', async () => {
    const counts =
      'attempted eligible skipped sent failed delivered read conversationsCreated conversationsClosed responseRate';
    expect(await totalsOf([analyticsRow(), analyticsRow({ sent: 50 })], counts)).toEqual({
      attempted: 1000,
      eligible: 950,
      skipped: 20,
      sent: 500,
      failed: 100,
      delivered: 880,
      read: 800,
      conversationsCreated: 400,
      conversationsClosed: 370,
      responseRate: 0.8,
    });
  });

  it('is all 0, with no rates and no score, where there are no rows', async () => {
    const rates = 'eligibilityRate deliveryRate readRate responseRate failureRate csat';
    expect(await totalsOf([], `attempted sent ${rates}`)).toEqual({
      attempted: 0,
      sent: 0,
      eligibilityRate: null,
      deliveryRate: null,
      readRate: null,
      responseRate: null,
      failureRate: null,
      csat: null,
    });
  });

  it('counts what the upstream leaves out as 0', async () => {
    expect(await totalsOf([analyticsRow({ read: null, sent: undefined, failed: '' })], 'read sent failed')).toEqual({
      read: 0,
      sent: 0,
      failed: 0,
    });
  });
});

describe('Funnel.readRate', () => {
  it('can pass deliveryRate, because WhatsApp may report only read', async () => {
    const row = analyticsRow({ sent: 10, delivered: 4, read: 8 });
    expect(await totalsOf([row], 'deliveryRate readRate')).toEqual({ deliveryRate: 0.4, readRate: 0.8 });
  });
});

describe('Funnel.readRate of several channels', () => {
  it.each([
    ['leaves out the rows of SMS, which report no reads', { channel: 'sms', sent: 1000, read: 0 }, 0.8],
    ['counts rows of SMS that report reads after all', { channel: 'sms', sent: 10, read: 2 }, 0.5],
    ['counts rows of an unknown channel', { channel: 'pigeon', sent: 10, read: 0 }, 0.4],
  ])('%s', async (_, other, readRate) => {
    const rows = [analyticsRow({ channel: 'wa', sent: 10, read: 8 }), analyticsRow(other)];
    expect(await totalsOf(rows, 'readRate')).toEqual({ readRate });
  });

  it('is null where nothing was sent on a channel that reports reads', async () => {
    const row = analyticsRow({ channel: 'sms', sent: 10, read: 0 });
    expect(await totalsOf([row, row], 'sent read readRate')).toEqual({ sent: 20, read: 0, readRate: null });
  });
});

describe('Funnel.csat', () => {
  it.each([
    [
      'weighs scores by closed conversations',
      [
        ['4.0', 30],
        ['2.0', 10],
      ],
      3.5,
    ],
    [
      'leaves out 0, which stands for no surveys',
      [
        ['4.0', 30],
        [0, 100],
      ],
      4,
    ],
    [
      'leaves out what is no score',
      [
        ['4.0', 30],
        ['', 100],
      ],
      4,
    ],
    [
      'counts a score without closed conversations once',
      [
        ['5.0', 0],
        ['2.0', 2],
      ],
      3,
    ],
    [
      'is 0 when all are 0',
      [
        [0, 30],
        ['0', 10],
      ],
      0,
    ],
    [
      'is null when none is known',
      [
        ['', 30],
        [null, 10],
      ],
      null,
    ],
  ])('%s', async (_, rows, csat) => {
    const wire = rows.map(([score, conversationsclosed]) => analyticsRow({ csat: score, conversationsclosed }));
    expect(await totalsOf(wire, 'csat')).toEqual({ csat });
  });
});
