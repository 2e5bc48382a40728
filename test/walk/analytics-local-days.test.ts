import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { over } from '../support/ask.ts';
import { startSandboxed } from '../support/sandbox.ts';
import { analyticsAnswer, analyticsRow } from '../support/wire.ts';

const BERLIN = 'timeZone: "Europe/Berlin"';
const BY_DAY = 'breakdown(by: [DAY]) { day unreadableDay funnel { attempted } }';
const HOUR_MS = 60 * 60_000;

describe('a breakdown by day in a time zone', () => {
  it('asks for each day of the zone up to today, and gives its rows that day', async () => {
    const { ask, upstream } = await over({ json: analyticsAnswer([analyticsRow({ attempted: 1 })]) });
    const { account } = await ask(`analytics(attempted: { last: { days: 3 }, ${BERLIN} }) { ${BY_DAY} }`);
    expect(account.analytics.breakdown).toEqual(
      ['2026-03-13', '2026-03-14', '2026-03-15'].map((day) => ({ day, unreadableDay: null, funnel: { attempted: 1 } })),
    );
    const windows = upstream.requests.map(({ path }) => [...path.matchAll(/Time=(\d+)/g)].map(([, ms]) => Number(ms)));
    expect(windows.map(([start = 0, end = 0]) => (end + 1 - start) / HOUR_MS)).toEqual([72, 24, 24, 24]);
    expect(windows.map(([start = 0]) => new Date(start).toISOString().slice(0, 13))).toEqual([
      '2026-03-12T23',
      '2026-03-12T23',
      '2026-03-13T23',
      '2026-03-14T23',
    ]);
  });

  it.each([
    ['one day', `last: { days: 1 }, ${BERLIN}`, 'by: [DAY]', 1],
    ['days of UTC', 'last: { days: 3 }', 'by: [DAY]', 1],
    ['no days', `last: { days: 3 }, ${BERLIN}`, 'by: [CHANNEL, SKILL]', 1],
    [
      'days of which only two have begun',
      `start: "2026-03-13T23:00:00Z", end: "2026-03-20T23:00:00Z", ${BERLIN}`,
      'by: [DAY]',
      3,
    ],
  ])('of %s costs as few calls as it can', async (_, attempted, by, calls) => {
    const { ask, upstream } = await over({ json: analyticsAnswer([]) });
    await ask(`analytics(attempted: { ${attempted} }) { totals { attempted } breakdown(${by}) { day } }`);
    expect(upstream.requests).toHaveLength(calls);
  });

  it('is refused over more than 62 days, and its totals stay', async () => {
    const { gateway, upstream } = await over({ json: analyticsAnswer([]) });
    const { data, errors } = await gateway.query(
      `{ account(accountId: "12345678") { analytics(attempted: { last: { days: 63 }, ${BERLIN} }) { totals { attempted } ${BY_DAY} } } }`,
    );
    expect(data.account.analytics).toEqual({ totals: { attempted: 0 }, breakdown: null });
    expect(errors).toMatchObject([
      {
        message:
          'by has DAY, and attempted has 63 days of Europe/Berlin, each of which is a call; the limit is 62. Ask for a shorter range, or for UTC.',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
    expect(upstream.requests).toHaveLength(2);
  });

  it('is null alone when a day’s call fails', async () => {
    const { ask } = await over((_, index) => (index < 2 ? { json: analyticsAnswer([]) } : { status: 400, json: {} }));
    const { account, codes } = await ask(
      `analytics(attempted: { last: { days: 3 }, ${BERLIN} }) { totals { attempted } ${BY_DAY} }`,
    );
    expect(account.analytics).toEqual({ totals: { attempted: 0 }, breakdown: null });
    expect(codes).toEqual(['UPSTREAM_REJECTED']);
  });

  it('adds up to the totals, in any zone, and its days are those of the transactions', async () => {
    const now = Date.parse('2026-04-03T12:00:00.000Z');
    const { gateway } = await startSandboxed({ transactionsPerDay: 40, now: () => now });
    const from = Date.parse('2026-03-27T00:00:00.000Z');
    const cut = fc.integer({ min: from, max: from + 6 * 24 * HOUR_MS });
    const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe');
    const law = fc.asyncProperty(fc.uniqueArray(cut, { minLength: 2, maxLength: 2 }), zone, async (cuts, timeZone) => {
      const [start, end] = cuts.toSorted((a, b) => a - b).map((ms) => new Date(ms).toISOString());
      const attempted = `attempted: { start: "${start}", end: "${end}", timeZone: "${timeZone}" }`;
      const { data } = await gateway.query(`{ account(accountId: "12345678") {
        analytics(${attempted}) { totals { attempted } ${BY_DAY} }
        transactions(${attempted}, first: 1000) { nodes { attemptedTime } }
      } }`);
      const { analytics, transactions } = data.account;
      const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
      const days = transactions.nodes.map((node: { attemptedTime: string }) =>
        dayOf.format(new Date(node.attemptedTime)),
      );
      const counts = Object.fromEntries([...Map.groupBy(days, (day) => day)].map(([day, its]) => [day, its.length]));
      type Group = { readonly day: string; readonly funnel: { readonly attempted: number } };
      const told = analytics.breakdown.map(({ day, funnel }: Group) => [day, funnel.attempted]);
      expect(Object.fromEntries(told)).toEqual(counts);
      expect(told.reduce((sum: number, [, count]: [string, number]) => sum + count, 0)).toBe(
        analytics.totals.attempted,
      );
    });
    await fc.assert(law, { seed: 4, numRuns: 12 });
  });
});
