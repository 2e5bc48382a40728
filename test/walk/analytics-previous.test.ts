import { describe, expect, it } from 'vitest';
import { campaign, over, PRMSG } from '../support/ask.ts';
import { analyticsAnswer, analyticsRow } from '../support/wire.ts';

const WEEK = 'attempted: { last: { days: 7 } }';
const PREVIOUS = 'totals { attempted } previous { attempted { start end } totals { attempted } }';
const windowOf = (start: string, end: string) =>
  `${PRMSG}/analytics/?attemptedStartTime=${Date.parse(start)}&attemptedEndTime=${Date.parse(end) - 1}`;

/** 10 messages in a range that begins in the week of `NOW`, 7 in one before it. */
function overTwoWeeks() {
  return over(({ path }) => {
    const start = Number(/attemptedStartTime=(\d+)/.exec(path)?.[1]);
    return { json: analyticsAnswer([analyticsRow({ attempted: start < Date.parse('2026-03-09') ? 7 : 10 })]) };
  });
}

describe('Analytics.previous', () => {
  it('counts the same part of the days before, for one more call', async () => {
    const { ask, upstream } = await overTwoWeeks();
    const { account } = await ask(`analytics(${WEEK}) { ${PREVIOUS} }`);
    expect(account.analytics).toEqual({
      totals: { attempted: 10 },
      previous: {
        attempted: { start: '2026-03-02T00:00:00.000Z', end: '2026-03-08T12:00:00.000Z' },
        totals: { attempted: 7 },
      },
    });
    expect(upstream.requests.map(({ path }) => path)).toEqual([
      windowOf('2026-03-09T00:00:00Z', '2026-03-16T00:00:00Z'),
      windowOf('2026-03-02T00:00:00Z', '2026-03-08T12:00:00Z'),
    ]);
  });

  it('shares its call with all filters, and filters as its range does', async () => {
    const { ask, upstream } = await over({
      json: analyticsAnswer([analyticsRow({ attempted: 7 }), analyticsRow({ channel: 'sms', attempted: 1 })]),
    });
    const { account } = await ask(
      `a: analytics(${WEEK}, filter: { channels: [SMS] }) { ${PREVIOUS} } b: analytics(${WEEK}) { ${PREVIOUS} }`,
    );
    expect([account.a.previous.totals, account.b.previous.totals]).toEqual([{ attempted: 1 }, { attempted: 8 }]);
    expect(upstream.requests).toHaveLength(2);
  });

  it('is null alone when its call fails', async () => {
    const { ask } = await over((_, index) => (index === 0 ? { json: analyticsAnswer([]) } : { status: 400, json: {} }));
    const { account, codes } = await ask(`analytics(${WEEK}) { ${PREVIOUS} }`);
    expect(account.analytics).toEqual({ totals: { attempted: 0 }, previous: null });
    expect(codes).toEqual(['UPSTREAM_REJECTED']);
  });

  it('is null, without a call, for a campaign and before the retention', async () => {
    const { ask, upstream } = await over({ json: analyticsAnswer([]) });
    const old = 'attempted: { start: "2025-02-15T00:00:00Z", end: "2025-02-16T00:00:00Z" }';
    const { account, codes } = await ask(
      `${campaign('analytics { previous { id } }')} analytics(${old}) { previous { id } }`,
    );
    expect(account).toEqual({ campaign: { analytics: { previous: null } }, analytics: { previous: null } });
    expect(codes).toEqual([]);
    expect(upstream.requests).toHaveLength(2);
  });
});
