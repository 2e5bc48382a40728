import { describe, expect, it, onTestFinished } from 'vitest';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { askPage, assembled, type PagedField, readPage, readPages } from '../support/pages.ts';
import { attempted, FIRST_DAY } from '../support/transactions-arbitraries.ts';
import { type Sentinel, startTransactionsUpstream, type TransactionsStore } from '../support/transactions-upstream.ts';
import { startUpstream } from '../support/upstream.ts';
import { transactionRow, transactionsAnswer } from '../support/wire.ts';

const DAY_MS = 24 * 60 * 60_000;
const RANGE = { startMs: FIRST_DAY, endMs: FIRST_DAY + 2 * DAY_MS };
const PAGED: PagedField = { field: 'transactions', name: 'transactionId', args: attempted(RANGE) };
const TWENTY = Array.from({ length: 20 }, (_, index) => ({
  transactionId: `t${10 + index}`,
  attemptedMs: FIRST_DAY + (index < 12 ? 0 : DAY_MS) + index,
}));
const NAMES = TWENTY.map(({ transactionId }) => transactionId);

async function startEnding(store: Partial<TransactionsStore>, reportingApi = 'documented') {
  const upstream = await startTransactionsUpstream({ transactions: TWENTY, pageLength: () => 4, ...store });
  const gateway = await startTestGateway({ accounts: [accountAt(upstream.url, { reportingApi })] });
  return { upstream, gateway };
}

describe('the end of a window', () => {
  const sentinels: Sentinel[] = [-1, null, 'missing', 'no-page', 'stuck', 'zero', 'empty-page'];

  it.each(sentinels)('is known by a nextOffset of %s', async (sentinel) => {
    const { gateway } = await startEnding({ sentinel });
    expect(await readPage(gateway, PAGED, { first: 100 })).toMatchObject({ names: NAMES, hasNextPage: false });
  });

  it.each(sentinels)('is known by a nextOffset of %s to a walk in small pages', async (sentinel) => {
    const { gateway } = await startEnding({ sentinel });
    const pages = await readPages(gateway, PAGED, 'forward', () => 3);
    expect(assembled(pages, 'forward')).toEqual(NAMES);
    expect(pages).toHaveLength(7);
  });

  it.each([0, 1, 9999, -1, null, 'many'])('is not taken from a page.count of %j', async (count) => {
    const { gateway } = await startEnding({ count });
    expect((await readPage(gateway, PAGED, { first: 100 })).names).toEqual(NAMES);
  });

  it('is not taken from a page.count in the v2 dialect either', async () => {
    const { gateway } = await startEnding({ count: 0 }, 'v2');
    expect((await readPage(gateway, PAGED, { first: 100 })).names).toEqual(NAMES);
  });
});

describe('readsWithBody: POST', () => {
  const yesterday = Math.floor(Date.now() / DAY_MS - 1) * DAY_MS;
  const paged = { ...PAGED, args: attempted({ startMs: yesterday, endMs: yesterday + DAY_MS }) };

  /** The sandbox answers a POST without `v=2.0` as V1, whose pages are asked for by tokens. */
  const startPosting = async (length: number) => {
    const sandbox = await startSandbox({ transactionsPerDay: 100, pageLength: { min: length, max: length } });
    onTestFinished(() => sandbox.close());
    const [account] = sandbox.accounts;
    const { endpoints } = accountAt(sandbox.url);
    return startTestGateway({ accounts: [{ ...account, endpoints, readsWithBody: 'POST' }] }, null);
  };

  it('is answered as long as a day has one page', async () => {
    const page = await readPage(await startPosting(9999), paged, { first: 10 });
    expect(page).toMatchObject({ hasNextPage: true, names: { length: 10 } });
  });

  it('is malformed, not the end, where the upstream pages by tokens', async () => {
    const { errors } = await askPage(await startPosting(20), paged, { first: 10 });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UPSTREAM_MALFORMED', malformedPath: 'page.nextPage' });
  });
});

describe('an upstream that ignores the offset', () => {
  const dialects = [
    ['documented', 'told'],
    ['documented', 'silent'],
    ['v2', 'told'],
  ] as const;

  it.each(dialects)(
    'is read in windows of one page each in the %s dialect, %s',
    async (reportingApi, ignoresOffset) => {
      const { gateway } = await startEnding({ ignoresOffset }, reportingApi);
      const pages = await readPages(gateway, PAGED, 'forward', () => 100);
      expect(assembled(pages, 'forward')).toEqual(NAMES);
    },
  );

  it.each(dialects)(
    'is malformed rather than a loss where no window is so narrow, in the %s dialect, %s',
    async (reportingApi, ignoresOffset) => {
      const transactions = NAMES.map((transactionId) => ({ transactionId, attemptedMs: FIRST_DAY }));
      const { gateway } = await startEnding({ ignoresOffset, transactions }, reportingApi);
      const { data, errors } = await askPage(gateway, PAGED, { first: 100 });
      expect(data.account.connection).toBeNull();
      expect(errors?.[0]?.extensions).toMatchObject({
        code: 'UPSTREAM_MALFORMED',
        service: 'OUTBOUND_REPORTING',
        malformedPath: 'page',
      });
    },
  );

  it('is no trouble where one page is enough', async () => {
    const { gateway } = await startEnding({ ignoresOffset: 'silent', pageLength: () => 50 });
    expect((await readPage(gateway, PAGED, { first: 100 })).names).toEqual(NAMES);
  });
});

describe('a page that begins before the offset that was asked for', () => {
  it('leaves the list as it is', async () => {
    const { gateway } = await startEnding({ alignsTo: 3, pageLength: () => 4 });
    expect((await readPage(gateway, PAGED, { first: 100 })).names).toEqual(NAMES);
  });
});

describe('a row that is of another window', () => {
  const answerWith = (attemptedTime: string | null) => ({
    json: transactionsAnswer([transactionRow({ attemptedTime }), transactionRow({ transactionId: 'in' })]),
  });
  const paged = { ...PAGED, args: 'attempted: { start: "2026-03-10T00:00:00Z", end: "2026-03-11T00:00:00Z" }' };

  it.each(['2026-03-09T23:59:59.999Z', '2026-03-11T00:00:00.000Z', '2026-03-11T17:00:00.000Z'])(
    'is left to that one where the upstream may have rounded the ends: %s',
    async (attemptedTime) => {
      const upstream = await startUpstream(() => answerWith(attemptedTime));
      const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] });
      expect((await readPage(gateway, paged, { first: 100 })).names).toEqual(['in']);
    },
  );

  it.each(['2026-03-08T23:59:59.999Z', '2026-03-12T00:00:00.001Z', null])(
    'is malformed where the window cannot have been looked at: %s',
    async (attemptedTime) => {
      const upstream = await startUpstream(() => answerWith(attemptedTime));
      const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] });
      const { errors } = await askPage(gateway, paged, { first: 100 });
      expect(errors?.[0]?.extensions).toMatchObject({
        code: 'UPSTREAM_MALFORMED',
        malformedPath: 'transactions[0].attemptedTime',
      });
    },
  );
});

describe('a page.limit of the v2 dialect that is no length', () => {
  it.each([-1, 0, null, 'all'])('is not believed: %j', async (limit) => {
    const rows = ['a', 'b'].map((transactionId) => transactionRow({ transactionId }));
    const upstream = await startUpstream(() => ({
      json: { page: { count: 2, offset: 0, limit }, transactions: rows },
    }));
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url, { reportingApi: 'v2' })] });
    const paged = { ...PAGED, args: 'attempted: { start: "2026-03-10T00:00:00Z", end: "2026-03-11T00:00:00Z" }' };
    expect(await readPage(gateway, paged, { first: 100 })).toMatchObject({ names: ['a', 'b'], hasNextPage: false });
    expect(upstream.requests).toHaveLength(1);
  });
});
