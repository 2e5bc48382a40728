import { describe, expect, it } from 'vitest';
import { analytics, MARCH_10_ANALYTICS, over, PRMSG } from '../support/ask.ts';
import { analyticsAnswer, analyticsRow } from '../support/wire.ts';

const GET = `GET ${PRMSG}/analytics/?${MARCH_10_ANALYTICS}`;
const ROWS = [
  analyticsRow({ channel: 'sms', skill: 'billing', attempted: 1 }),
  analyticsRow({ channel: 'sms', skill: 'sales', attempted: 10 }),
  analyticsRow({ channel: 'wa', skill: 'sales', attempted: 100 }),
  analyticsRow({ channel: 'pigeon', skill: 'sales', attempted: 1000 }),
];
const ATTEMPTED = 'totals { attempted }';

describe('Account.analytics under filters', () => {
  it('is one unfiltered call for several over one app and range', async () => {
    const { ask, upstream } = await over({ json: analyticsAnswer(ROWS) });
    const { account } = await ask(`
      all: ${analytics(ATTEMPTED)}
      sms: ${analytics(ATTEMPTED, ', filter: { channels: [SMS] }')}
      sales: ${analytics(ATTEMPTED, ', filter: { skills: ["sales"] }')}
      both: ${analytics(ATTEMPTED, ', filter: { channels: [SMS, WHATSAPP], skills: ["sales"] }')}`);
    expect(account).toEqual({
      all: { totals: { attempted: 1111 } },
      sms: { totals: { attempted: 11 } },
      sales: { totals: { attempted: 1110 } },
      both: { totals: { attempted: 110 } },
    });
    expect(upstream.asked()).toEqual([GET]);
  });

  it('is one POST for the same filter twice', async () => {
    const { ask, upstream } = await over({ json: analyticsAnswer(ROWS.slice(0, 2)) });
    const field = analytics(ATTEMPTED, ', filter: { channels: [SMS] }');
    await ask(`a: ${field} b: ${field}`);
    expect(upstream.asked()).toEqual([GET.replace('GET', 'POST')]);
  });

  it('is a call of its own for each app', async () => {
    const { ask, upstream } = await over({ json: analyticsAnswer([]) });
    await ask(`a: ${analytics(ATTEMPTED)} b: ${analytics(ATTEMPTED, ', app: CONNECT_TO_MESSAGING')}`);
    expect(upstream.asked().toSorted()).toEqual([GET.replace('prmsg', 'c2m'), GET]);
  });

  it.each([['OTHER'], ['GOOGLE_RCS, OTHER']])(
    'filters by %s here, for reporting has no word for it',
    async (channels) => {
      const { ask, upstream } = await over({ json: analyticsAnswer(ROWS) });
      const { account } = await ask(analytics('rows { channelCode }', `, filter: { channels: [${channels}] }`));
      expect(account.analytics.rows).toEqual([{ channelCode: 'pigeon' }]);
      expect(upstream.asked()).toEqual([GET]);
    },
  );

  it('leaves the skills to the upstream when it filters only the channels here', async () => {
    const { ask, upstream } = await over({ json: analyticsAnswer(ROWS) });
    await ask(analytics(ATTEMPTED, ', filter: { channels: [OTHER], skills: ["sales"] }'));
    expect(upstream.requests).toMatchObject([{ method: 'POST', body: { filters: { skills: ['sales'] } } }]);
  });

  it('fails for each filter when the shared call fails', async () => {
    const { ask, upstream } = await over({ status: 404, json: {} });
    const { codes } = await ask(`
      a: ${analytics(ATTEMPTED)} b: ${analytics(ATTEMPTED, ', filter: { channels: [SMS] }')}`);
    expect(codes).toEqual(['UPSTREAM_NOT_FOUND', 'UPSTREAM_NOT_FOUND']);
    expect(upstream.requests).toHaveLength(1);
  });
});

describe('Account.analytics over more than 60 days', () => {
  const WIDE = 'attempted: { start: "2025-11-30T12:00:00Z", end: "2026-03-10T00:00:00Z" }';

  it('is split at UTC midnights, and the rows of one channel, skill and day are summed', async () => {
    const seam = analyticsRow({ transactionday: '01-29-2026', csat: '4.0' });
    const parts = [
      [analyticsRow({ transactionday: '01-01-2026' }), seam],
      [seam, analyticsRow({ transactionday: '01-29-2026', skill: 'billing' })],
    ];
    const { ask, upstream } = await over(({ path }) => ({
      json: analyticsAnswer(parts[path.includes('attemptedStartTime=1764504000000') ? 0 : 1] ?? []),
    }));
    const { account } = await ask(
      `analytics(${WIDE}) { attempted { start end } rows { day skill funnel { attempted read csat } } }`,
    );
    expect(account.analytics).toEqual({
      attempted: { start: '2025-11-30T12:00:00.000Z', end: '2026-03-10T00:00:00.000Z' },
      rows: [
        { day: '2026-01-01', skill: 'sales', funnel: { attempted: 500, read: 400, csat: 2.5 } },
        { day: '2026-01-29', skill: 'sales', funnel: { attempted: 1000, read: 800, csat: 4 } },
        { day: '2026-01-29', skill: 'billing', funnel: { attempted: 500, read: 400, csat: 2.5 } },
      ],
    });
    expect(upstream.asked().toSorted()).toEqual([
      `GET ${PRMSG}/analytics/?attemptedStartTime=1764504000000&attemptedEndTime=1769644799999`,
      `GET ${PRMSG}/analytics/?attemptedStartTime=1769644800000&attemptedEndTime=1773100799999`,
    ]);
  });

  it('is a POST for each part under a filter', async () => {
    const { ask, upstream } = await over({ json: analyticsAnswer([]) });
    await ask(`analytics(${WIDE}, filter: { channels: [SMS] }) { ${ATTEMPTED} }`);
    expect(upstream.requests.map(({ method, body }) => ({ method, body }))).toEqual([
      { method: 'POST', body: { filters: { channels: ['sms'] } } },
      { method: 'POST', body: { filters: { channels: ['sms'] } } },
    ]);
  });

  it('is one call for exactly 60 days', async () => {
    const { ask, upstream } = await over({ json: analyticsAnswer([]) });
    await ask(`analytics(attempted: { start: "2026-01-09T06:00:00Z", end: "2026-03-10T06:00:00Z" }) { ${ATTEMPTED} }`);
    expect(upstream.requests).toHaveLength(1);
  });

  it('is null when one of its parts fails', async () => {
    const { ask } = await over(({ path }) =>
      path.includes('attemptedStartTime=1764504000000') ? { json: analyticsAnswer([]) } : { status: 404, json: {} },
    );
    const { account, codes } = await ask(`analytics(${WIDE}) { ${ATTEMPTED} }`);
    expect(account.analytics).toBeNull();
    expect(codes).toEqual(['UPSTREAM_NOT_FOUND']);
  });
});
