import { describe, expect, it } from 'vitest';
import { dayMs, nowMs, pastDay, reportingPath, useSandbox } from './support.ts';

type Row = Record<string, string | number | null>;

const steps = {
  eligible: 'eligibleTime',
  skipped: 'skippedTime',
  sent: 'sentTime',
  delivered: 'deliveredTime',
  read: 'readTime',
  conversationscreated: 'conversationsCreatedTime',
  conversationsclosed: 'conversationsClosedTime',
};

/** The analytics without csat that transactions add up to; csat is not in them. */
function aggregate(transactions: Row[]): Row[] {
  const groups = new Map<string, Row>();
  for (const row of transactions) {
    const [year, month, day] = String(row.attemptedTime).slice(0, 10).split('-');
    const key = `${year}-${month}-${day}/${row.channel}/${row.skill}`;
    const group = groups.get(key) ?? {
      channel: row.channel ?? null,
      skill: row.skill ?? null,
      transactionday: `${month}-${day}-${year}`,
      ...Object.fromEntries(['attempted', 'failed', ...Object.keys(steps)].map((name) => [name, 0])),
    };
    groups.set(key, group);
    group.attempted = Number(group.attempted) + 1;
    for (const [name, step] of Object.entries(steps)) if (row[step] !== null) group[name] = Number(group[name]) + 1;
    group.failed = Number(group.attempted) - Number(group.sent);
  }
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group);
}

const withoutCsat = (rows: Row[]): Row[] => rows.map(({ csat: _, ...row }) => row);

describe('analytics', () => {
  const { ask } = useSandbox({ transactionsPerDay: 700, pageLength: { min: 9999, max: 9999 } });

  it.each([
    ['a whole day', 'prmsg', pastDay, pastDay + dayMs - 1],
    ['a day and the instant of the next', 'prmsg', pastDay, pastDay + dayMs],
    ['parts of two days', 'prmsg', pastDay - 5 * 60 * 60_000, pastDay + 11 * 60 * 60_000],
    ['the last hours', 'prmsg', nowMs - dayMs, nowMs],
    ['deflections', 'c2m', nowMs - dayMs, nowMs],
  ])('of %s add up its visible transactions', async (_, app, startMs, endMs) => {
    const { transactions } = (await ask(reportingPath(`${app}/transactions/`, startMs, endMs))).body;
    const { analytics } = (await ask(reportingPath(`${app}/analytics/`, startMs, endMs))).body;
    expect(transactions.length).toBeGreaterThan(100);
    expect(withoutCsat(analytics)).toEqual(aggregate(transactions));
  });

  it('of many days are those of its days put together, cold and warm', async () => {
    const startMs = pastDay - 30 * dayMs;
    const days: Row[] = [];
    for (let day = startMs; day < pastDay; day += dayMs) {
      days.push(...(await ask(reportingPath('prmsg/analytics/', day, day + dayMs - 1))).body.analytics);
    }
    const whole = (await ask(reportingPath('prmsg/analytics/', startMs, pastDay - 1))).body.analytics;
    expect(whole).toEqual(days);
  });

  it('by GET do not look at a body; by POST filter flat or nested and repeat the filters', async () => {
    const path = reportingPath('prmsg/analytics/');
    const all = (await ask(path)).body;
    const filters = { channels: ['sms'], skills: ['billing', 'sales'] };
    expect((await ask(path, { body: { filters } })).body).toEqual(all);
    const { requestMetadata, analytics } = (await ask(path, { method: 'POST', body: { filters } })).body;
    expect(requestMetadata).toEqual({ ...all.requestMetadata, filters });
    expect(analytics).toEqual(
      all.analytics.filter((row: Row) => row.channel === 'sms' && filters.skills.includes(String(row.skill))),
    );
    const flat = (await ask(path, { method: 'POST', body: { ...filters, other: 1 } })).body;
    expect([flat.analytics, flat.requestMetadata.filters]).toEqual([analytics, filters]);
    expect((await ask(path, { method: 'POST', body: {} })).body.analytics).toEqual(all.analytics);
  });

  it('repeat the request in their metadata', async () => {
    expect((await ask(reportingPath('c2m/analytics/', pastDay, pastDay))).body.requestMetadata).toEqual({
      accountId: '12345678',
      app: 'c2m',
      attemptedStartTime: pastDay,
      attemptedEndTime: pastDay,
    });
  });

  it('write csat as a string with one decimal, and as 0 without surveys', async () => {
    const path = reportingPath('c2m/analytics/', pastDay - 59 * dayMs, pastDay);
    const scores: unknown[] = (await ask(path)).body.analytics.map(({ csat }: Row) => csat);
    expect(scores).toContain(0);
    for (const score of scores.filter((value) => value !== 0)) expect(score).toMatch(/^[1-5]\.\d$/);
  });

  it('have failed = attempted - sent, no reads over SMS, and sometimes more reads than deliveries over WhatsApp', async () => {
    const rows: Record<string, number>[] = (await ask(reportingPath('prmsg/analytics/', pastDay - 59 * dayMs, pastDay)))
      .body.analytics;
    expect(
      rows.every(
        ({ attempted = 0, sent = 0, failed, skipped = 0 }) => failed === attempted - sent && skipped <= failed,
      ),
    ).toBe(true);
    const of = (name: string) => rows.filter((row) => String(row.channel) === name);
    expect(of('sms').every(({ read }) => read === 0)).toBe(true);
    const more = of('wa').filter(({ read = 0, delivered = 0 }) => read > delivered).length;
    expect(more).toBeGreaterThan(0);
    expect(more).toBeLessThan(of('wa').length);
  });

  it('are empty where nothing was attempted', async () => {
    expect((await ask(reportingPath('prmsg/analytics/', nowMs + dayMs, nowMs + 2 * dayMs))).body.analytics).toEqual([]);
  });
});

describe('csatAsNumber', () => {
  const { ask } = useSandbox({ transactionsPerDay: 700, quirks: { csatAsNumber: true } });

  it('writes csat as a number always', async () => {
    const { analytics } = (await ask(reportingPath('prmsg/analytics/'))).body;
    expect(analytics.every(({ csat }: Row) => typeof csat === 'number')).toBe(true);
  });
});

describe('analytics while time goes by', () => {
  const soonAfter = pastDay + dayMs + 60 * 60_000;
  let clock = soonAfter;
  const { ask } = useSandbox({ transactionsPerDay: 300, now: () => clock });

  it('count later steps of a day that is over', async () => {
    const closed = async (): Promise<number> =>
      (await ask(reportingPath('prmsg/analytics/'))).body.analytics.reduce(
        (sum: number, row: Row) => sum + Number(row.conversationsclosed),
        0,
      );
    const before = await closed();
    clock = nowMs;
    const after = await closed();
    clock = soonAfter;
    expect(after).toBeGreaterThan(before);
    expect(await closed()).toBe(before);
  });
});
