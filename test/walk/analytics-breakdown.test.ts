import { describe, expect, it } from 'vitest';
import { analytics, over } from '../support/ask.ts';
import { analyticsAnswer, analyticsRow } from '../support/wire.ts';

const DAYS = [
  analyticsRow({ transactionday: '03-10-2026', channel: 'sms', attempted: 1 }),
  analyticsRow({ transactionday: '03-11-2026', channel: 'SMS', attempted: 2 }),
  analyticsRow({ transactionday: '03-11-2026', channel: 'wa', skill: 'billing', attempted: 4 }),
];

describe('Analytics.breakdown', () => {
  it.each([
    [
      'CHANNEL',
      [
        ['SMS', null, null, 3],
        ['WHATSAPP', null, null, 4],
      ],
    ],
    [
      'SKILL',
      [
        [null, 'sales', null, 3],
        [null, 'billing', null, 4],
      ],
    ],
    [
      'DAY',
      [
        [null, null, '2026-03-10', 1],
        [null, null, '2026-03-11', 6],
      ],
    ],
    [
      'DAY, CHANNEL',
      [
        ['SMS', null, '2026-03-10', 1],
        ['SMS', null, '2026-03-11', 2],
        ['WHATSAPP', null, '2026-03-11', 4],
      ],
    ],
  ])('by %s sums the rows that agree in it, in order of appearance', async (by, expected) => {
    const { ask } = await over({ json: analyticsAnswer(DAYS) });
    const { account } = await ask(analytics(`breakdown(by: [${by}]) { channel skill day funnel { attempted } }`));
    expect(account.analytics.breakdown).toEqual(
      expected.map(([channel, skill, day, attempted]) => ({ channel, skill, day, funnel: { attempted } })),
    );
  });

  it('by DAY keeps days apart that cannot be read', async () => {
    const days = ['yesterday', '03-10-2026', '2026-03-10', 'today', 'yesterday', null];
    const rows = days.map((transactionday) => analyticsRow({ transactionday, attempted: 1 }));
    const { ask } = await over({ json: analyticsAnswer(rows) });
    const { account } = await ask(analytics('breakdown(by: [DAY]) { day unreadableDay funnel { attempted } }'));
    expect(account.analytics.breakdown).toEqual([
      { day: null, unreadableDay: 'yesterday', funnel: { attempted: 2 } },
      { day: '2026-03-10', unreadableDay: null, funnel: { attempted: 2 } },
      { day: null, unreadableDay: 'today', funnel: { attempted: 1 } },
      { day: null, unreadableDay: null, funnel: { attempted: 1 } },
    ]);
  });

  it('refuses to break down by nothing', async () => {
    const { gateway } = await over({ json: analyticsAnswer(DAYS) });
    const { errors } = await gateway.query(
      `{ account(accountId: "12345678") { ${analytics('breakdown(by: []) { skill }')} } }`,
    );
    expect(errors).toMatchObject([
      {
        message: 'by must not be empty. Name at least one of CHANNEL, SKILL, DAY.',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });
});
