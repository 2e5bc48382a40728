import { describe, expect, it } from 'vitest';
import type { SandboxAccount } from '../../src/sandbox/sandbox.ts';
import { dayMs, pastDay, reportingPath, useSandbox } from './support.ts';

const documentedKeys = [
  ...[
    'channel',
    'skill',
    'transactionId',
    'attemptedTime',
    'cancelledTime',
    'conversationId',
    'conversationsClosedTime',
  ],
  ...[
    'conversationsCreatedTime',
    'consumerId',
    'deliveredTime',
    'eligibleTime',
    'errorCode',
    'errorMessage',
    'errorSource',
  ],
  ...['failedTime', 'inviteTime', 'optInsTime', 'optOutsTime', 'proactiveCampaignId', 'readTime', 'sentTime'],
  ...['initialSkill', 'initialChannel', 'skippedTime'],
];

describe('GET transactions', () => {
  const { sandbox, ask } = useSandbox({ transactionsPerDay: 300, pageLength: { min: 20, max: 70 } });
  const page = async (rest: string, body?: unknown) => (await ask(reportingPath(rest), { body })).body;

  it('repeats the request in its metadata, without the filters', async () => {
    expect((await page('prmsg/transactions/', { channels: ['sms'] })).requestMetadata).toEqual({
      accountId: '12345678',
      app: 'prmsg',
      attemptedStartTime: pastDay,
      attemptedEndTime: pastDay + dayMs - 1,
    });
  });

  it('has the keys of the document: handOffId for prmsg, ivrNumber for c2m', async () => {
    for (const [app, own] of [
      ['prmsg', 'handOffId'],
      ['c2m', 'ivrNumber'],
    ] as const) {
      for (const row of (await page(`${app}/transactions/`)).transactions) {
        expect(Object.keys(row).sort()).toEqual([...documentedKeys, own].sort());
      }
    }
    const [deflection] = (await page('c2m/transactions/')).transactions;
    expect(deflection.proactiveCampaignId).toBeNull();
  });

  it('cuts the list into pages of its own choice, put together the list, once, in order', async () => {
    const all = (await page('prmsg/transactions/', {})).page;
    const ids: string[] = [];
    const lengths: number[] = [];
    let previous = -1;
    for (let offset = 0; offset !== -1; ) {
      const { page: info, transactions } = await page(`prmsg/transactions/?offset=${offset}`);
      expect([info.previousOffset, info.currentOffset, info.count]).toEqual([previous, offset, transactions.length]);
      ids.push(...transactions.map((row: { transactionId: string }) => row.transactionId));
      lengths.push(transactions.length);
      previous = offset;
      offset = info.nextOffset;
    }
    expect([all.previousOffset, all.currentOffset, all.nextOffset]).toEqual([-1, 0, lengths[0]]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(250);
    expect(lengths.slice(0, -1).every((length) => length >= 20 && length <= 70)).toBe(true);
    expect(new Set(lengths).size).toBeGreaterThan(2);
  });

  it('takes the offset from the query or the body, at any row', async () => {
    const first = await page('prmsg/transactions/');
    const byQuery = await page('prmsg/transactions/?offset=7');
    const byBody = await page('prmsg/transactions/', { offset: 7 });
    expect(byQuery).toEqual(byBody);
    expect(byQuery.transactions[0]).toEqual(first.transactions[7]);
  });

  it('has an empty page behind the end', async () => {
    const { page: info, transactions } = await page('prmsg/transactions/?offset=100000000000000');
    expect(transactions).toEqual([]);
    expect(info).toMatchObject({ count: 0, currentOffset: 1e14, nextOffset: -1 });
  });

  it('refuses an offset that is none', async () => {
    for (const offset of ['-1', '1.5', 'x']) {
      expect((await ask(reportingPath(`prmsg/transactions/?offset=${offset}`))).status).toBe(400);
    }
  });

  it('filters by channels and skills, flat or nested, and not by empty lists', async () => {
    const filters = { channels: ['sms', 'inapp'], skills: ['billing', 'sales'] };
    const { transactions } = await page('prmsg/transactions/', filters);
    expect(transactions.length).toBeGreaterThan(0);
    for (const row of transactions) {
      expect(filters.channels).toContain(row.channel);
      expect(filters.skills).toContain(row.skill);
    }
    expect(await page('prmsg/transactions/', { filters })).toEqual(await page('prmsg/transactions/', filters));
    expect(await page('prmsg/transactions/', { channels: [], skills: null })).toEqual(
      await page('prmsg/transactions/'),
    );
    expect((await page('prmsg/transactions/', { channels: ['pigeon'] })).transactions).toEqual([]);
  });

  it('refuses filters that are no lists', async () => {
    expect((await ask(reportingPath('prmsg/transactions/'), { body: { channels: 'sms' } })).status).toBe(400);
  });

  it('is spoken by the account of V2 as well', async () => {
    const path = reportingPath('prmsg/transactions/', undefined, undefined, '87654321');
    const { body } = await ask(path, { as: sandbox().accounts[1] as SandboxAccount });
    expect(body.page.currentOffset).toBe(0);
  });
});

describe('bothHandoffAndIvr', () => {
  const { ask } = useSandbox({ transactionsPerDay: 30, quirks: { bothHandoffAndIvr: true } });

  it('gives every row both keys', async () => {
    for (const app of ['prmsg', 'c2m']) {
      for (const row of (await ask(reportingPath(`${app}/transactions/`))).body.transactions) {
        expect([typeof row.handOffId, typeof row.ivrNumber].sort()).toEqual(['object', 'string']);
      }
    }
  });
});

type Row = Record<string, string | null>;

describe('POST transactions, V2', () => {
  const { sandbox, ask } = useSandbox({ transactionsPerDay: 600 });
  const post = (body?: unknown, app = 'prmsg', accountId = '87654321') =>
    ask(reportingPath(`${app}/transactions/?v=2.0`, undefined, undefined, accountId), {
      method: 'POST',
      body,
      as: sandbox().accounts.find((account) => account.accountId === accountId) as SandboxAccount,
    });

  it('has pages of 100 rows by default, by offset and limit', async () => {
    const { body } = await post();
    expect([body.page, body.transactions.length]).toEqual([{ count: 100, offset: 0, limit: 100 }, 100]);
    const next = (await post({ offset: 40, limit: 5 })).body;
    expect(next.page).toEqual({ count: 5, offset: 40, limit: 5 });
    expect(next.transactions).toEqual(body.transactions.slice(40, 45));
    expect((await post({ offset: 10_000 })).body.page).toEqual({ count: 0, offset: 10_000, limit: 100 });
  });

  it('refuses a limit over 5000 or under 1', async () => {
    for (const limit of [0, 5001, 'many']) expect((await post({ limit })).status).toBe(400);
    expect((await post({ limit: 5000 })).status).toBe(200);
  });

  it('gives every row a messageStatus and both handOffId and ivrNumber', async () => {
    for (const [app, handOffId, ivrNumber] of [
      ['prmsg', 'string', 'object'],
      ['c2m', 'object', 'string'],
    ] as const) {
      for (const row of (await post({}, app)).body.transactions) {
        expect([typeof row.handOffId, typeof row.ivrNumber]).toEqual([handOffId, ivrNumber]);
        expect(['FAILED', 'SKIPPED', 'SENT', 'DELIVERED', 'READ', 'RESPONDED', 'NOT_SENT']).toContain(
          row.messageStatus,
        );
      }
    }
  });

  it('filters by messagestatus and transactionids too, and repeats the filters', async () => {
    const all: Row[] = (await post({ limit: 5000 })).body.transactions;
    const { body } = await post({ limit: 5000, filters: { messagestatus: ['READ', 'FAILED'], channels: ['wa'] } });
    const expected = all.filter(
      ({ messageStatus, channel }) => channel === 'wa' && ['READ', 'FAILED'].includes(String(messageStatus)),
    );
    expect(body.transactions).toEqual(expected);
    expect(body.requestMetadata.filters).toEqual({ channels: ['wa'], messagestatus: ['READ', 'FAILED'] });
    const transactionids = all.slice(5, 8).map((row) => row.transactionId);
    expect((await post({ filters: { transactionids } })).body.transactions).toEqual(all.slice(5, 8));
  });

  it('is spoken by the account of the documented dialect as well, about the same transactions', async () => {
    const { body } = await post({ limit: 5 }, 'prmsg', '12345678');
    const documented = (await ask(reportingPath('prmsg/transactions/'))).body.transactions.slice(0, 5);
    expect(body.transactions).toMatchObject(documented);
  });
});

describe('POST transactions without v, V1', () => {
  const { ask } = useSandbox({ transactionsPerDay: 200, pageLength: { min: 30, max: 60 } });
  const path = reportingPath('prmsg/transactions/');
  const post = (body?: unknown, at = path) => ask(at, { method: 'POST', body });

  it('goes from page to page by an opaque token, null after the last', async () => {
    const ids: string[] = [];
    let token: string | undefined;
    do {
      const { body } = await post({ filters: { channels: ['sms'] }, page: { nextPage: token } });
      expect(Object.keys(body.page)).toEqual(['count', 'currentPage', 'nextPage']);
      if (token !== undefined) expect(body.page.currentPage).toBe(token);
      expect(body.requestMetadata.filters).toEqual({ channels: ['sms'] });
      ids.push(...body.transactions.map((row: Row) => row.transactionId));
      token = body.page.nextPage;
    } while (token);
    const whole = (
      await ask(reportingPath('prmsg/transactions/?v=2.0'), {
        method: 'POST',
        body: { limit: 5000, channels: ['sms'] },
      })
    ).body;
    expect(ids).toEqual(whole.transactions.map((row: Row) => row.transactionId));
    expect(ids.length).toBeGreaterThan(60);
  });

  it('refuses a token of another window, or none of its own', async () => {
    const { nextPage } = (await post()).body.page;
    const otherWindow = reportingPath('prmsg/transactions/', Date.UTC(2025, 5, 9), Date.UTC(2025, 5, 10));
    expect((await post({ page: { nextPage } }, otherWindow)).status).toBe(400);
    for (const token of ['', 'AAAA', 7]) expect((await post({ page: { nextPage: token } })).status).toBe(400);
  });
});
