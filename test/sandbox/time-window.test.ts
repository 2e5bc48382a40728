import { describe, expect, it } from 'vitest';
import { dayMs, nowMs, pastDay, reportingPath, useSandbox } from './support.ts';

describe('windows', () => {
  const { ask } = useSandbox({ transactionsPerDay: 20 });
  const thirteenMonthsAgo = Date.UTC(2024, 4, 18);

  it.each([
    ['without times', '/api/account/12345678/app/prmsg/transactions/'],
    ['without an end', `/api/account/12345678/app/prmsg/transactions/?attemptedStartTime=${pastDay}`],
    ['with an empty time', `/api/account/12345678/app/prmsg/analytics/?attemptedStartTime=&attemptedEndTime=1`],
    [
      'with a time that is no number',
      `/api/account/12345678/app/prmsg/analytics/?attemptedStartTime=NaN&attemptedEndTime=1`,
    ],
    ['with a date', `/api/account/12345678/app/prmsg/analytics/?attemptedStartTime=2025-06-10&attemptedEndTime=1`],
    ['with reversed times', reportingPath('prmsg/transactions/', pastDay, pastDay - 1)],
    ['over 24 hours of transactions', reportingPath('prmsg/transactions/', pastDay, pastDay + dayMs + 1)],
    ['over 60 days of analytics', reportingPath('c2m/analytics/', pastDay - 60 * dayMs - 1, pastDay)],
    ['older than 13 months', reportingPath('prmsg/transactions/', thirteenMonthsAgo - 1, thirteenMonthsAgo)],
  ])('are refused %s, with the reason in the envelope', async (_, path) => {
    const { status, body } = await ask(path);
    expect([status, Object.keys(body), body.code]).toEqual([400, ['code', 'requestTraceId', 'message'], 0]);
    expect(body.requestTraceId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(body.message).toMatch(/attempted|interval/);
  });

  it.each([
    ['24 hours of transactions', reportingPath('prmsg/transactions/', pastDay, pastDay + dayMs)],
    ['60 days of analytics', reportingPath('prmsg/analytics/', pastDay - 60 * dayMs, pastDay)],
    ['the oldest day that is kept', reportingPath('prmsg/transactions/', thirteenMonthsAgo, thirteenMonthsAgo + dayMs)],
    ['an instant', reportingPath('prmsg/transactions/', pastDay, pastDay)],
    ['the future', reportingPath('prmsg/transactions/', nowMs + dayMs, nowMs + 2 * dayMs)],
  ])('may be %s', async (_, path) => {
    expect((await ask(path)).status).toBe(200);
  });

  it('hold the transactions attempted in them, and no others', async () => {
    const [startMs, endMs] = [pastDay + 14 * 60 * 60_000, pastDay + 17 * 60 * 60_000];
    const day: { attemptedTime: string }[] = (await ask(reportingPath('prmsg/transactions/'))).body.transactions;
    const part = (await ask(reportingPath('prmsg/transactions/', startMs, endMs))).body.transactions;
    const times = day.filter(
      ({ attemptedTime }) => Date.parse(attemptedTime) >= startMs && Date.parse(attemptedTime) <= endMs,
    );
    expect(part).toEqual(times);
    expect([part.length > 0, part.length < day.length]).toEqual([true, true]);
  });

  it('do not bind handoffs', async () => {
    expect((await ask('/api/account/12345678/app/prmsg/handoffs/list?v=1')).status).toBe(200);
  });
});

describe('inclusiveEnd', () => {
  const idsOf = (body: { transactions: { transactionId: string }[] }): string[] =>
    body.transactions.map((row) => row.transactionId);
  const yesterday = reportingPath('prmsg/transactions/', pastDay - dayMs, pastDay);
  const today = reportingPath('prmsg/transactions/', pastDay, pastDay + dayMs);

  describe('by default', () => {
    const { ask } = useSandbox({ transactionsPerDay: 20 });

    it('puts the first transaction of a day, attempted at midnight, into both windows of the seam', async () => {
      const before = idsOf((await ask(yesterday)).body);
      const after = idsOf((await ask(today)).body);
      expect(before.filter((id) => after.includes(id))).toEqual([after[0]]);
    });
  });

  describe('switched off', () => {
    const { ask } = useSandbox({ transactionsPerDay: 20, inclusiveEnd: false });

    it('puts it into the later window only', async () => {
      const before = idsOf((await ask(yesterday)).body);
      const after = idsOf((await ask(today)).body);
      expect(before.filter((id) => after.includes(id))).toEqual([]);
    });
  });
});
