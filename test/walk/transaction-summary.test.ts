import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PRMSG } from '../support/ask.ts';
import { ACCOUNT_ID, accountAt, startTestGateway } from '../support/gateway.ts';
import { startSandboxed } from '../support/sandbox.ts';
import {
  attempted,
  expectedList,
  FIRST_DAY,
  lengthsFrom,
  pageLengths,
  storedTransactions,
  timeRange,
} from '../support/transactions-arbitraries.ts';
import { startTransactionsUpstream, type TransactionsStore } from '../support/transactions-upstream.ts';

const DAY_MS = 24 * 60 * 60_000;
const TWO_DAYS = attempted({ startMs: FIRST_DAY, endMs: FIRST_DAY + 2 * DAY_MS });

/** A gateway over transactions, and how to ask it for a summary of two days. */
async function startSummaries(rows: readonly Record<string, unknown>[] = [], config: Record<string, unknown> = {}) {
  const transactions = rows.map((row, index) => ({
    transactionId: `t${index}`,
    attemptedMs: FIRST_DAY + 1000 + index * 3 * 60 * 60_000,
    row,
  }));
  const store: TransactionsStore = { transactions };
  const upstream = await startTransactionsUpstream(store);
  const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)], ...config });
  const query = (fields: string) => gateway.query(`{ account(accountId: "${ACCOUNT_ID}") { ${fields} } }`);
  const summary = async (args: string, fields: string, range = TWO_DAYS) => {
    const { data, errors } = await query(`transactionSummary(${range}, ${args}) { ${fields} }`);
    expect(errors).toBeUndefined();
    return data.account.transactionSummary;
  };
  return { store, upstream, gateway, query, summary };
}

/** Rows that failed, as the document has them. */
const failed = (errorSource: string | null, errorCode: string | null, more = {}) => ({
  sentTime: null,
  deliveredTime: null,
  failedTime: '2026-03-01T12:00:00.000Z',
  errorSource,
  errorCode,
  errorMessage: 'to +12025550123',
  ...more,
});

describe('Account.transactionSummary', () => {
  it('counts the transactions of each error, the most frequent first', async () => {
    const { summary, upstream } = await startSummaries([
      failed('proactive', '1303'),
      {},
      failed('1400', 'proactive'),
      failed('proactive', '1400'),
      failed('elsewhere', null),
      failed(null, null, { errorMessage: null, failedTime: null }),
    ]);
    const fields =
      'groupCount totals { attempted failed } groups { error { source code meaning } funnel { attempted } }';
    expect(await summary('by: [ERROR]', fields)).toEqual({
      groupCount: 4,
      totals: { attempted: 6, failed: 5 },
      groups: [
        { error: null, funnel: { attempted: 2 } },
        {
          error: { source: 'proactive', code: '1400', meaning: 'The consumer has an open conversation.' },
          funnel: { attempted: 2 },
        },
        { error: { source: 'elsewhere', code: null, meaning: null }, funnel: { attempted: 1 } },
        {
          error: { source: 'proactive', code: '1303', meaning: 'The message has too few variables.' },
          funnel: { attempted: 1 },
        },
      ],
    });
    const day = (index: number) => FIRST_DAY + index * DAY_MS;
    expect(upstream.asked()).toEqual(
      [0, 1].map(
        (index) => `GET ${PRMSG}/transactions/?attemptedStartTime=${day(index)}&attemptedEndTime=${day(index + 1)}`,
      ),
    );
  });

  it('has groups of errors whose transactions are found by them, for no more calls', async () => {
    const rows = [
      failed('proactive', '1303'),
      failed('1400', 'proactive'),
      failed('proactive', null),
      failed('proactive', '1400'),
      {},
    ];
    const { summary, gateway, upstream } = await startSummaries(rows, { cache: {} });
    const { groups } = await summary('by: [ERROR]', 'groups { error { source code } }');
    const asked = upstream.requests.length;
    const text = `query ($error: ErrorFilter) { account(accountId: "${ACCOUNT_ID}") {
      transactions(${TWO_DAYS}, filter: { error: $error }) { nodes { transactionId } } } }`;
    const found = async (error?: object | null) => {
      const { data } = await gateway.query(text, { error });
      return data.account.transactions.nodes.map(({ transactionId }: { transactionId: string }) => transactionId);
    };
    const errors = groups.map(({ error }: { error: object | null }) => error);
    expect(errors).toEqual([
      { source: 'proactive', code: '1400' },
      null,
      { source: 'proactive', code: '1303' },
      { source: 'proactive', code: null },
    ]);
    expect(await found(errors[0])).toEqual(['t1', 't3']);
    expect(await found(errors[2])).toEqual(['t0']);
    expect(await found(errors[3])).toEqual(['t2']);
    expect(await found({ source: 'proactive' })).toEqual(['t0', 't1', 't2', 't3']);
    expect(await found({ code: null })).toEqual(['t2']);
    expect(await found(null)).toHaveLength(5);
    expect(await found()).toHaveLength(5);
    expect(upstream.requests).toHaveLength(asked);
  });

  it('groups by several dimensions, and leaves the others null', async () => {
    const { summary } = await startSummaries([
      { proactiveCampaignId: 'c1', channel: 'wa', handOffId: 'H1' },
      { proactiveCampaignId: 'c1', channel: 'wa', handOffId: null },
      { proactiveCampaignId: null, channel: 'pigeon' },
    ]);
    const fields = 'campaign { campaignId } channel handoffId skill status day hour error { code }';
    const nothing = { handoffId: null, skill: null, status: null, day: null, hour: null, error: null };
    expect((await summary('by: [CHANNEL, CAMPAIGN]', `groups { ${fields} }`)).groups).toEqual([
      { ...nothing, campaign: { campaignId: 'c1' }, channel: 'WHATSAPP' },
      { ...nothing, campaign: null, channel: 'OTHER' },
    ]);
    const { groups } = await summary('by: [HANDOFF, SKILL, STATUS, CHANNEL]', 'groups { handoffId skill status }');
    expect(groups).toContainEqual({ handoffId: null, skill: 'billing', status: 'DELIVERED' });
  });

  it('is one group without dimensions, and none without transactions', async () => {
    const { summary, store } = await startSummaries([{}, {}]);
    const fields = 'complete groupCount groups { skill funnel { attempted } } totals { attempted readRate csat }';
    expect(await summary('by: []', fields)).toMatchObject({
      groupCount: 1,
      groups: [{ skill: null, funnel: { attempted: 2 } }],
      totals: { csat: null },
    });
    store.transactions = [];
    const none = { attempted: 0, readRate: null, csat: null };
    expect(await summary('by: []', fields)).toEqual({ complete: true, groupCount: 0, groups: [], totals: none });
  });

  it('has the days and hours of the time zone of its range', async () => {
    const { summary } = await startSummaries([{}, {}, {}]);
    const start = `attempted: { start: "${new Date(FIRST_DAY).toISOString()}"`;
    const range = `${start}, end: "${new Date(FIRST_DAY + DAY_MS).toISOString()}", timeZone: "Asia/Kathmandu" }`;
    const { groups } = await summary('by: [HOUR, DAY], orderBy: { by: SENT }', 'groups { day hour }', range);
    expect(groups).toEqual([
      { day: '2026-03-01', hour: '2026-02-28T23:15:00.000Z' },
      { day: '2026-03-01', hour: '2026-03-01T02:15:00.000Z' },
      { day: '2026-03-01', hour: '2026-03-01T05:15:00.000Z' },
    ]);
  });

  it('orders by any figure, with unknown rates last, and cuts', async () => {
    const { summary } = await startSummaries([
      { skill: 'a' },
      { skill: 'b', sentTime: null },
      { skill: 'c' },
      { skill: 'c', deliveredTime: null },
      { skill: 'd', sentTime: null },
    ]);
    const order = async (args: string) => {
      const { groups, groupCount } = await summary(`by: [SKILL], ${args}`, 'groupCount groups { skill }');
      expect(groupCount).toBe(4);
      return groups.map(({ skill }: { skill: string }) => skill).join('');
    };
    expect(await order('first: 1000')).toBe('cabd');
    expect(await order('orderBy: { by: DELIVERY_RATE }')).toBe('acbd');
    expect(await order('orderBy: { by: DELIVERY_RATE, direction: ASCENDING }')).toBe('cabd');
    expect(await order('orderBy: { by: FAILED }, first: 2')).toBe('bd');
    expect(await order('orderBy: { by: ATTEMPTED, direction: ASCENDING }, first: 3')).toBe('abd');
  });

  it('joins the handoffs of its groups with one list', async () => {
    const rows = [{ handOffId: 'H1' }, { handOffId: 'H2' }, { handOffId: null }];
    const store = {
      transactions: rows.map((row, index) => ({ transactionId: `t${index}`, attemptedMs: FIRST_DAY, row })),
    };
    const handoffs = [{ id: 'H1', name: 'One' }];
    const upstream = await startTransactionsUpstream(store, ({ path }) => ({
      json: path.includes('offset=0') ? handoffs : [],
    }));
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] });
    const { data } = await gateway.query(`{ account(accountId: "${ACCOUNT_ID}") {
      transactionSummary(${TWO_DAYS}, by: [HANDOFF]) { groups { handoffId handoff { name } } }
    } }`);
    const { groups } = data.account.transactionSummary;
    expect(groups).toHaveLength(3);
    expect(groups).toContainEqual({ handoffId: 'H1', handoff: { name: 'One' } });
    expect(groups).toContainEqual({ handoffId: 'H2', handoff: null });
    expect(groups).toContainEqual({ handoffId: null, handoff: null });
    expect(upstream.asked().filter((path) => path.includes('handoffs'))).toHaveLength(2);
  });

  it('counts each transaction of the range once, whatever the pages', async () => {
    const { store, summary } = await startSummaries();
    const law = fc.asyncProperty(
      storedTransactions,
      timeRange,
      pageLengths,
      fc.boolean(),
      async (transactions, range, lengths, endsInclusive) => {
        const skilled = transactions.map((its, index) => ({ ...its, row: { skill: `s${index % 3}` } }));
        Object.assign(store, { transactions: skilled, endsInclusive, pageLength: lengthsFrom(lengths) });
        const list = expectedList(transactions, range, 'OLDEST_FIRST');
        const bySkill = Map.groupBy(list, (name) => `s${Number(name.slice(1)) % 3}`);
        const fields =
          'complete counted { start end } attempted { start end } totals { attempted } groups { skill funnel { attempted } }';
        const counted = await summary('by: [SKILL]', fields, attempted(range));
        expect(counted).toMatchObject({ complete: true, totals: { attempted: list.length } });
        expect(counted.counted).toEqual(counted.attempted);
        const groups = counted.groups as { skill: string; funnel: { attempted: number } }[];
        expect(new Map(groups.map(({ skill, funnel }) => [skill, funnel.attempted]))).toEqual(
          new Map([...bySkill].map(([skill, names]) => [skill, names.length])),
        );
      },
    );
    await fc.assert(law, { numRuns: 20, seed: 11 });
  });

  it('counts what has not happened yet as nothing, without a call', async () => {
    const { summary, upstream } = await startSummaries();
    const april = { startMs: Date.parse('2026-04-01T00:00:00.000Z'), endMs: Date.parse('2026-05-01T00:00:00.000Z') };
    const counted = await summary('by: [DAY]', 'complete counted { end } groupCount', attempted(april));
    expect(counted).toEqual({ complete: true, counted: { end: '2026-05-01T00:00:00.000Z' }, groupCount: 0 });
    expect(upstream.requests).toEqual([]);
  });

  it('lets others in between the pages that it counts', async () => {
    const { query, gateway, upstream } = await startSummaries([{}], {
      cache: {},
      limits: { pagesPerConnection: 1000 },
    });
    const year = attempted({ startMs: FIRST_DAY - 300 * DAY_MS, endMs: FIRST_DAY });
    const asked = (by: string) => query(`transactionSummary(${year}, by: [${by}]) { complete }`);
    await asked('SKILL');
    const calls = upstream.requests.length;
    let isDone = false;
    const summary = asked('DAY').then(() => {
      isDone = true;
    });
    for (let visit = 0; visit < 5; visit += 1) await (await fetch(new URL('/health/live', gateway.url))).text();
    expect(isDone).toBe(false);
    await summary;
    expect(upstream.requests).toHaveLength(calls);
  });

  it('reads no further once it has seen all that its filter names', async () => {
    const { summary, upstream } = await startSummaries([{}, {}, {}]);
    const args = 'by: [STATUS], filter: { transactionIds: ["t0", "t2"] }';
    const counted = await summary(args, 'complete totals { attempted } counted { end }');
    expect(counted).toEqual({ complete: true, totals: { attempted: 2 }, counted: { end: '2026-03-03T00:00:00.000Z' } });
    expect(upstream.requests).toHaveLength(1);
  });

  it.each([
    ['first: 0', 'first is 0; it must be from 1 to 1000.'],
    ['first: 1001', 'first is 1001; it must be from 1 to 1000.'],
  ])('refuses %s before it asks', async (args, message) => {
    const { query, upstream } = await startSummaries([{}]);
    const { data, errors } = await query(`transactionSummary(${TWO_DAYS}, by: [DAY], ${args}) { groupCount }`);
    expect(data.account.transactionSummary).toBeNull();
    expect(errors).toMatchObject([{ message, extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(upstream.requests).toEqual([]);
  });

  it('refuses more groups than it may hold, and says what to do', async () => {
    const rows = Array.from({ length: 15 }, (_, index) => ({ skill: `s${index}` }));
    const { query, store } = await startSummaries(rows, { limits: { countedGroups: 100 } });
    const of = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        transactionId: `t${index}`,
        attemptedMs: FIRST_DAY + index,
        row: { skill: `s${index}` },
      }));
    store.transactions = of(100);
    const asked = `transactionSummary(${TWO_DAYS}, by: [SKILL]) { groupCount }`;
    expect((await query(asked)).data.account.transactionSummary).toEqual({ groupCount: 100 });
    store.transactions = of(101);
    expect((await query(asked)).errors).toMatchObject([
      {
        message: expect.stringContaining('more than 100 groups. Name fewer dimensions'),
        extensions: { code: 'LIMIT_EXCEEDED', limit: 'countedGroups', maximum: 100 },
      },
    ]);
  });
});

describe('TransactionSummary.totals', () => {
  const COUNTS = 'attempted eligible skipped sent failed delivered read conversationsCreated conversationsClosed';
  const RATES = 'eligibilityRate deliveryRate readRate responseRate failureRate';

  it('is what analytics has of the same messages', async () => {
    const { gateway } = await startSandboxed({}, { cache: {} });
    const week = Date.parse('2026-03-07T00:00:00.000Z');
    const law = fc.asyncProperty(
      fc.integer({ min: 0, max: 7 * DAY_MS }),
      fc.integer({ min: 1, max: 2 * DAY_MS }),
      fc.uniqueArray(fc.constantFrom('SMS', 'WHATSAPP', 'IN_APP'), { maxLength: 2 }),
      fc.uniqueArray(fc.constantFrom('billing', 'sales', 'service', 'retention'), { maxLength: 2 }),
      fc.constantFrom('PROACTIVE_MESSAGING', 'CONNECT_TO_MESSAGING'),
      async (startMs, widthMs, channels, skills, app) => {
        const range = attempted({ startMs: week + startMs, endMs: week + startMs + widthMs });
        const args = `app: ${app}, ${range}, filter: { channels: [${channels}], skills: ${JSON.stringify(skills)} }`;
        const { data, errors } = await gateway.query(`{ account(accountId: "${ACCOUNT_ID}") {
          transactionSummary(${args}, by: [ERROR]) { complete totals { ${COUNTS} ${RATES} } }
          analytics(${args}) { totals { ${COUNTS} ${RATES} } }
        } }`);
        expect(errors).toBeUndefined();
        const { transactionSummary, analytics } = data.account;
        expect(transactionSummary).toEqual({ complete: true, ...analytics });
      },
    );
    await fc.assert(law, { numRuns: 25, seed: 12 });
  });

  it('leaves SMS out of its read rate where analytics does: by skill and day without reads', async () => {
    const read = { readTime: '2026-03-02T12:00:00.000Z' };
    const { summary } = await startSummaries([
      { skill: 'a', ...read },
      { skill: 'a' },
      { skill: 'b' },
      { skill: 'b', channel: 'wa' },
    ]);
    expect(await summary('by: [SKILL]', 'totals { readRate } groups { skill funnel { readRate } }')).toEqual({
      totals: { readRate: 1 / 3 },
      groups: [
        { skill: 'a', funnel: { readRate: 1 / 2 } },
        { skill: 'b', funnel: { readRate: 0 } },
      ],
    });
  });
});
