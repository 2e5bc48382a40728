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

  it('refuses to break down by nothing', async () => {
    const { gateway } = await over({ json: analyticsAnswer(DAYS) });
    const { errors } = await gateway.query(
      `{ account(accountId: "12345678") { ${analytics('breakdown(by: []) { skill }')} } }`,
    );
    expect(errors).toMatchObject([
      { message: 'by is empty; name at least one of CHANNEL, SKILL and DAY.', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });
});
