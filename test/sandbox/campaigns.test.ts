import { describe, expect, it } from 'vitest';
import type { SandboxAccount } from '../../src/sandbox/sandbox.ts';
import { dayMs, nowMs, pastDay, reportingPath, useSandbox } from './support.ts';

type Row = Record<string, string | null>;

const pageLength = { min: 9999, max: 9999 };

describe('campaigns', () => {
  const { sandbox, ask } = useSandbox({ transactionsPerDay: 400, pageLength });
  const get = (id: string, rest = '', accountId = '12345678') =>
    ask(`/api/account/${accountId}/app/prmsg/campaigns/${id}/${rest}`, {
      as: sandbox().accounts.find((account) => account.accountId === accountId) as SandboxAccount,
    });
  const transactionsOf = async (startMs: number, days: number): Promise<Row[]> => {
    const pages = Array.from({ length: days }, (_, day) => startMs + day * dayMs).map((start) =>
      ask(reportingPath('prmsg/transactions/', start, start + dayMs - 1)),
    );
    return (await Promise.all(pages)).flatMap(({ body }) => body.transactions);
  };
  const someCampaign = async (): Promise<string> => String((await transactionsOf(pastDay, 1))[3]?.proactiveCampaignId);

  it('report exactly their transactions', async () => {
    const around = await transactionsOf(pastDay - 3 * dayMs, 7);
    for (const id of new Set((await transactionsOf(pastDay, 1)).map((row) => String(row.proactiveCampaignId)))) {
      const { status, body } = await get(id);
      expect([status, body.requestMetadata]).toEqual([
        200,
        { accountId: '12345678', app: 'prmsg', proactiveCampaignId: id },
      ]);
      const own = around.filter((row) => row.proactiveCampaignId === id);
      expect(body.consumersReport.map((row: Row) => row.id)).toEqual(own.map((row) => row.transactionId));
      expect(body.page).toEqual({ count: own.length, previousOffset: -1, currentOffset: 0, nextOffset: -1 });
    }
  });

  it('have one handoff each, nearly all one channel and skill, and run one to three days', async () => {
    const rows = await transactionsOf(pastDay - 20 * dayMs, 20);
    const byId = Map.groupBy(rows, (row) => row.proactiveCampaignId);
    const distinct = (own: Row[], key: string): number => new Set(own.map((row) => row[key]?.slice(0, 10))).size;
    const campaigns = [...byId.values()];
    expect(campaigns.length).toBeGreaterThan(90);
    expect(campaigns.every((own) => distinct(own, 'handOffId') === 1 && distinct(own, 'channel') === 1)).toBe(true);
    expect(campaigns.filter((own) => distinct(own, 'skill') > 1).length).toBeLessThan(campaigns.length / 4);
    expect(Math.max(...campaigns.map((own) => distinct(own, 'attemptedTime')))).toBe(3);
  });

  it('report the consumer, the status, and errors with source and code exchanged', async () => {
    const byId = new Map((await transactionsOf(pastDay - 3 * dayMs, 7)).map((row) => [row.transactionId, row]));
    const { consumersReport } = (await get(await someCampaign())).body;
    expect(Object.keys(consumersReport[0])).toEqual([
      'id',
      'consumerId',
      'status',
      'errorSource',
      'errorCode',
      'errorMessage',
    ]);
    const failed = consumersReport.filter((row: Row) => row.status === 'FAILED');
    expect(failed.length).toBeGreaterThan(0);
    for (const row of consumersReport) {
      const transaction = byId.get(row.id);
      expect([row.errorCode, row.errorSource]).toEqual([transaction?.errorSource, transaction?.errorCode]);
      expect(row.consumerId).toMatch(/^\d{9}$/);
      if (transaction?.consumerId) expect(row.consumerId).toBe(transaction.consumerId);
    }
  });

  it('analyse exactly their transactions, in a window that the server computes', async () => {
    const id = await someCampaign();
    const { status, body } = await get(id, 'analytics/');
    const { consumersReport } = (await get(id)).body;
    const own = (await transactionsOf(pastDay - 3 * dayMs, 7)).filter((row) => row.proactiveCampaignId === id);
    const times = own.map((row) => Date.parse(String(row.attemptedTime)));
    expect(status).toBe(200);
    expect(body.requestMetadata).toEqual({
      accountId: '12345678',
      app: 'prmsg',
      attemptedStartTime: Math.min(...times),
      attemptedEndTime: Math.max(...times),
    });
    const total = (key: string): number =>
      body.analytics.reduce((sum: number, row: Record<string, number>) => sum + (row[key] ?? 0), 0);
    expect(total('attempted')).toBe(consumersReport.length);
    expect(total('sent')).toBe(own.filter((row) => row.sentTime).length);
    expect(Object.keys(body.analytics[0])).toContain('csat');
  });

  it('are 404 when unknown, made up, another account’s, or to come', async () => {
    const id = await someCampaign();
    for (const [unknown, accountId] of [
      ['nonsense', '12345678'],
      [`${id.slice(0, 8)}!`, '12345678'],
      [`A${id.slice(1)}`, '12345678'],
      [id, '87654321'],
    ] as const) {
      const { status, body } = await get(unknown, '', accountId);
      expect([status, body.code]).toEqual([404, 0]);
      expect((await get(unknown, 'analytics/', accountId)).status).toBe(404);
    }
  });

  it('are known without a scan, 13 months back and today', async () => {
    for (const start of [Date.UTC(2024, 4, 21), nowMs - (nowMs % dayMs)]) {
      const [row] = await transactionsOf(start, 1);
      expect((await get(String(row?.proactiveCampaignId))).status).toBe(200);
    }
  });
});

describe('a campaign while time goes by', () => {
  let clock = nowMs;
  const { ask } = useSandbox({ transactionsPerDay: 300, now: () => clock });

  it('is unknown before its first day', async () => {
    clock = nowMs + 5 * dayMs;
    const { transactions } = (await ask(reportingPath('prmsg/transactions/', clock - dayMs, clock))).body;
    const path = `/api/account/12345678/app/prmsg/campaigns/${transactions.at(-1).proactiveCampaignId}/`;
    expect((await ask(path)).status).toBe(200);
    clock = nowMs;
    expect((await ask(path)).status).toBe(404);
  });

  it('is forgotten after 13 months', async () => {
    clock = nowMs;
    const { transactions } = (await ask(reportingPath('prmsg/transactions/', clock - dayMs, clock))).body;
    const path = `/api/account/12345678/app/prmsg/campaigns/${transactions[0].proactiveCampaignId}/analytics/`;
    clock = Date.UTC(2026, 6, 16);
    expect((await ask(path)).status).toBe(200);
    clock = Date.UTC(2026, 6, 20);
    expect((await ask(path)).status).toBe(404);
  });
});

describe('swappedCampaignErrors switched off', () => {
  const { ask } = useSandbox({ transactionsPerDay: 900, pageLength, quirks: { swappedCampaignErrors: false } });

  it('writes source and code where they belong', async () => {
    const { transactions } = (await ask(reportingPath('prmsg/transactions/'))).body;
    const failed = transactions.find((row: Row) => row.failedTime);
    const { consumersReport } = (await ask(`/api/account/12345678/app/prmsg/campaigns/${failed.proactiveCampaignId}`))
      .body;
    const row = consumersReport.find(({ id }: Row) => id === failed.transactionId);
    expect([row.errorSource, row.errorCode]).toEqual([failed.errorSource, failed.errorCode]);
  });
});
