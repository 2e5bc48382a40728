import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoTime } from '../../src/sandbox/iso-time.ts';
import { dayMs, nowMs, pastDay, reportingPath, useSandbox } from './support.ts';

type Row = Record<string, string | null>;

const pageLength = { min: 9999, max: 9999 };

describe('the transactions of a day', () => {
  const { ask } = useSandbox({ transactionsPerDay: 1500, pageLength });
  const dayOf = async (startMs: number, app = 'prmsg'): Promise<Row[]> =>
    (await ask(reportingPath(`${app}/transactions/`, startMs, startMs + dayMs - 1))).body.transactions;
  const count = (rows: Row[], passes: (row: Row) => unknown): number => rows.filter(passes).length;

  it('are as many as a day of the week has, c2m a third', async () => {
    const [weekday, sunday, deflections] = [
      await dayOf(pastDay),
      await dayOf(pastDay - 2 * dayMs),
      await dayOf(pastDay, 'c2m'),
    ];
    expect(weekday.length / 1500).toBeCloseTo(1, 0);
    expect(sunday.length).toBeLessThan(weekday.length / 2);
    expect(deflections.length / weekday.length).toBeCloseTo(1 / 3, 1);
  });

  it('are busiest in business hours and a little out of order', async () => {
    const times = (await dayOf(pastDay)).map((row) => Date.parse(String(row.attemptedTime)));
    expect(times.every((time) => time >= pastDay && time < pastDay + dayMs)).toBe(true);
    const at = (hour: number): number => times.filter((time) => new Date(time).getUTCHours() === hour).length;
    expect(at(15)).toBeGreaterThan(4 * at(4));
    const inOrder = times.toSorted((one, other) => one - other);
    expect(times).not.toEqual(inOrder);
    expect(times.every((time, index) => Math.abs(time - (inOrder[index + 4] ?? time)) < 60 * 60_000)).toBe(true);
  });

  it('go through the funnel of their channel', async () => {
    const rows = await dayOf(pastDay);
    const wa = rows.filter(({ channel }) => channel === 'wa');
    expect(count(rows, ({ channel, readTime }) => channel === 'sms' && readTime)).toBe(0);
    expect(count(wa, ({ readTime, deliveredTime }) => readTime && !deliveredTime)).toBeGreaterThan(10);
    for (const step of [
      'skippedTime',
      'cancelledTime',
      'failedTime',
      'optOutsTime',
      'optInsTime',
      'conversationsClosedTime',
    ]) {
      expect(
        count(rows, (row) => row[step]),
        step,
      ).toBeGreaterThan(0);
    }
    expect(count(rows, ({ sentTime, eligibleTime }) => sentTime && !eligibleTime)).toBe(0);
    expect(count(rows, ({ channel, initialChannel }) => channel !== initialChannel)).toBeGreaterThan(10);
    expect(count(rows, ({ failedTime, sentTime }) => failedTime && sentTime)).toBeGreaterThan(0);
    expect(count(rows, ({ failedTime, deliveredTime }) => failedTime && deliveredTime)).toBeGreaterThan(0);
  });

  it('fail with a source, a code and a message, not always numbers', async () => {
    const failed = (await dayOf(pastDay)).filter(({ failedTime }) => failedTime);
    expect(failed.every((row) => row.errorSource && row.errorCode && row.errorMessage)).toBe(true);
    const codes = new Set(failed.map(({ errorCode }) => errorCode));
    expect(codes.has('ntw_err')).toBe(true);
    expect(codes.size).toBeGreaterThan(8);
  });

  it('fail on the channel that the code belongs to', async () => {
    const days = await Promise.all([dayOf(pastDay), dayOf(pastDay + dayMs), dayOf(pastDay, 'c2m')]);
    const failed = days.flat().filter(({ failedTime }) => failedTime);
    const channelsOf = (passes: (row: Row) => unknown) => new Set(failed.filter(passes).map(({ channel }) => channel));
    expect([...channelsOf(({ errorSource }) => errorSource?.includes('twilio'))]).toEqual(['sms']);
    expect([...channelsOf(({ errorSource }) => errorSource === 'outbound_wa')]).toEqual(['wa']);
    expect([...channelsOf(({ errorCode }) => errorCode === '5XX')]).toEqual(['wa']);
    expect([...channelsOf(({ errorMessage }) => errorMessage?.includes('in-app'))]).toEqual(['inapp']);
    expect(channelsOf(({ errorSource }) => errorSource === 'c2m')).not.toContain('inapp');
  });

  it('have a conversation exactly when one was created', async () => {
    const rows = await dayOf(pastDay);
    expect(count(rows, (row) => row.conversationId)).toBeGreaterThan(50);
    expect(count(rows, (row) => Boolean(row.conversationId) !== Boolean(row.conversationsCreatedTime))).toBe(0);
    expect(count(rows, (row) => row.conversationsClosedTime && !row.conversationsCreatedTime)).toBe(0);
  });

  it('belong to about ten campaigns, whose handoffs the account has', async () => {
    const rows = await dayOf(pastDay);
    const campaigns = new Set(rows.map((row) => row.proactiveCampaignId));
    expect(campaigns.size).toBeGreaterThan(5);
    expect(campaigns.size).toBeLessThan(16);
    for (const id of campaigns) expect(id).toMatch(/^[0-9A-Za-z]{9}$/);
    const used = new Set([...rows, ...(await dayOf(pastDay + dayMs))].map((row) => row.handOffId));
    const handoffs: { id: string }[] = (await ask('/api/account/12345678/app/prmsg/handoffs/list?v=1')).body;
    const known = new Set(handoffs.map(({ id }) => id));
    expect(used.size).toBeGreaterThanOrEqual(7);
    expect([...used].filter((id) => !known.has(String(id)))).toEqual([]);
  });

  it('call fictional numbers, or none, when they are deflections', async () => {
    const numbers = new Set((await dayOf(pastDay, 'c2m')).map((row) => row.ivrNumber));
    expect(numbers.has('')).toBe(true);
    for (const number of numbers) expect(number).toMatch(/^(\+?120255501\d\d)?$/);
  });

  it('have ids of their own, also across days and apps', async () => {
    const days = await Promise.all([dayOf(pastDay), dayOf(pastDay + dayMs), dayOf(pastDay, 'c2m')]);
    const ids = days.flat().map((row) => row.transactionId);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('seed', () => {
  const one = useSandbox({ transactionsPerDay: 50 });
  const same = useSandbox({ transactionsPerDay: 50 });
  const other = useSandbox({ transactionsPerDay: 50, seed: 'other' });

  it('decides the data: the same in every sandbox, other with another seed', async () => {
    const path = reportingPath('prmsg/transactions/');
    const [first, again, second, different] = await Promise.all([
      one.ask(path),
      one.ask(path),
      same.ask(path),
      other.ask(path),
    ]);
    expect(again.body).toEqual(first.body);
    expect(second.body).toEqual(first.body);
    expect(different.body.transactions[0].transactionId).not.toBe(first.body.transactions[0].transactionId);
  });
});

describe('dataDelayMs', () => {
  let clock = nowMs;
  const { ask } = useSandbox({ transactionsPerDay: 1500, pageLength, now: () => clock });
  const today = async (): Promise<Row[]> =>
    (await ask(reportingPath('prmsg/transactions/', nowMs - dayMs, nowMs))).body.transactions;
  const newest = (rows: Row[]): number =>
    Math.max(
      ...rows.flatMap((row) =>
        Object.entries(row)
          .filter(([key]) => key.endsWith('Time'))
          .map(([, time]) => Date.parse(time ?? '1970-01-01')),
      ),
    );

  it('hides every event that is younger than 20 minutes', async () => {
    const rows = await today();
    expect(newest(rows)).toBeLessThanOrEqual(nowMs - 20 * 60_000);
    expect(newest(rows)).toBeGreaterThan(nowMs - 22 * 60_000);
  });

  it('shows an error together with its time, in transactions and in the campaign report', async () => {
    const path = reportingPath('prmsg/transactions/');
    const failed = (await ask(path)).body.transactions.find((row: Row) => row.failedTime && row.sentTime);
    const seen = async (atMs: number): Promise<unknown[]> => {
      clock = atMs + 20 * 60_000;
      const row = (await ask(path)).body.transactions.find(
        (other: Row) => other.transactionId === failed.transactionId,
      );
      const campaign = `/api/account/12345678/app/prmsg/campaigns/${failed.proactiveCampaignId}/`;
      const { consumersReport } = (await ask(campaign)).body;
      clock = nowMs;
      const consumer = consumersReport.find(({ id }: Row) => id === failed.transactionId);
      return [row.failedTime, row.errorCode, consumer.status === 'FAILED', consumer.errorMessage];
    };
    const failedMs = Date.parse(failed.failedTime);
    expect(await seen(failedMs - 1)).toEqual([null, null, false, null]);
    expect(await seen(failedMs)).toEqual([failed.failedTime, failed.errorCode, true, failed.errorMessage]);
  });

  it('shows the later steps of the same rows as time goes by', async () => {
    const before = await today();
    clock = nowMs + 3 * 60 * 60_000;
    const after = new Map((await today()).map((row) => [row.transactionId, row]));
    clock = nowMs;
    expect(after.size).toBeGreaterThan(before.length);
    const changed = before.filter((row) => JSON.stringify(after.get(row.transactionId ?? '')) !== JSON.stringify(row));
    expect(changed.length).toBeGreaterThan(0);
    const kept = ([key, value]: [string, string | null], row: Row): boolean =>
      value === null || after.get(row.transactionId ?? '')?.[key] === value;
    expect(before.filter((row) => !Object.entries(row).every((entry) => kept(entry, row)))).toEqual([]);
  });
});

describe('isoTime', () => {
  it('writes every time as Date does', () => {
    const time = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) });
    fc.assert(fc.property(time, (epochMs) => isoTime(epochMs) === new Date(epochMs).toISOString()));
  });
});
