import { describe, expect, it } from 'vitest';
import { ACCOUNT_ID, accountAt, startTestGateway } from '../support/gateway.ts';
import { askPage, type PagedField, readPage } from '../support/pages.ts';
import { startTransactionsUpstream } from '../support/transactions-upstream.ts';
import { handoffRow } from '../support/wire.ts';

const DAY_10 = Date.parse('2026-03-10T00:00:00.000Z');
const RANGE = 'attempted: { start: "2026-03-10T00:00:00Z", end: "2026-03-11T00:00:00Z" }';
const OTHER_ACCOUNT = '87654321';
const BASE: PagedField = { field: 'transactions', name: 'transactionId', args: RANGE };
const REPORT: PagedField = { field: 'consumersReport', name: 'reportId', within: 'campaign(campaignId: "c1")' };
const HANDOFFS: PagedField = { field: 'handoffs', name: 'handoffId' };

async function startCursors() {
  const transactions = ['a', 'b', 'c'].map((transactionId) => ({ transactionId, attemptedMs: DAY_10 + 1 }));
  const upstream = await startTransactionsUpstream({ transactions }, ({ path }) =>
    path.includes('/handoffs/')
      ? { json: [handoffRow('H1'), handoffRow('H2')] }
      : {
          json: {
            consumersReport: [
              { id: 'r1', status: 'READ' },
              { id: 'r2', status: 'READ' },
            ],
          },
        },
  );
  const accounts = [accountAt(upstream.url), { ...accountAt(upstream.url), accountId: OTHER_ACCOUNT }];
  const gateway = await startTestGateway({ accounts });
  const refused = async (paged: PagedField, after: string) => {
    const asked = upstream.requests.length;
    const { errors } = await askPage(gateway, paged, { first: 5, after });
    return {
      code: errors?.[0]?.extensions.code,
      message: errors?.[0]?.message,
      calls: upstream.requests.length - asked,
    };
  };
  return { gateway, refused };
}

describe('a cursor', () => {
  const foreign = {
    code: 'BAD_USER_INPUT',
    message: 'after is a cursor of another query. Account, range, filter and order must stay the same.',
    calls: 0,
  };

  it.each<[string, PagedField, PagedField]>([
    ['range', BASE, { ...BASE, args: RANGE.replace('11T', '12T') }],
    ['filter', BASE, { ...BASE, args: `${RANGE}, filter: { skills: ["sales"] }` }],
    ['order', BASE, { ...BASE, args: `${RANGE}, order: NEWEST_FIRST` }],
    ['app', BASE, { ...BASE, args: `${RANGE}, app: CONNECT_TO_MESSAGING` }],
    ['account', BASE, { ...BASE, accountId: OTHER_ACCOUNT }],
    ['connection', BASE, { ...BASE, field: 'campaigns', name: 'campaignId' }],
    ['report filter', REPORT, { ...REPORT, args: 'filter: { statuses: [READ] }' }],
    ['campaign', REPORT, { ...REPORT, within: 'campaign(campaignId: "c2")' }],
    ['channel', HANDOFFS, { ...HANDOFFS, args: 'channel: SMS' }],
    ['handoffs account', HANDOFFS, { ...HANDOFFS, accountId: OTHER_ACCOUNT }],
  ])('is refused by a query of another %s', async (_difference, from, to) => {
    const { gateway, refused } = await startCursors();
    const { cursors } = await readPage(gateway, from, { first: 1 });
    expect(await refused(to, cursors[0] ?? '')).toEqual(foreign);
  });

  it('is valid for the same filter in other words', async () => {
    const { gateway } = await startCursors();
    const paged = { ...BASE, args: `${RANGE}, filter: { skills: ["sales", "billing"], statuses: [] }` };
    const { cursors } = await readPage(gateway, paged, { first: 1 });
    const same = { ...BASE, args: `${RANGE}, filter: { skills: ["billing", "sales", "billing"] }` };
    expect((await readPage(gateway, same, { first: 1, after: cursors[0] ?? null })).names).toEqual(['b']);
  });

  const tampered = (cursor: string, change: (parts: unknown[]) => unknown[]) => {
    const [query, ...parts] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Buffer.from(JSON.stringify([query, ...change(parts)])).toString('base64url');
  };
  const noCursor = {
    code: 'BAD_USER_INPUT',
    message: 'after is not a cursor of this query. Take one from its edges or pageInfo.',
    calls: 0,
  };

  it.each<[string, (parts: unknown[]) => unknown[]]>([
    ['a time that is none', ([, ...rest]) => ['2026-03-10', ...rest]],
    ['a number for a time', ([, ...rest]) => [DAY_10, ...rest]],
    ['a number for a transaction', ([time]) => [time, 7]],
    ['no transaction', ([time]) => [time]],
    ['more than that', ([time, id]) => [time, id, 0]],
  ])('of transactions is refused with %s', async (_change, change) => {
    const { gateway, refused } = await startCursors();
    const { cursors } = await readPage(gateway, BASE, { first: 1 });
    expect(await refused(BASE, tampered(cursors[0] ?? '', change))).toEqual(noCursor);
  });

  it.each([
    ['2026-03-09T23:59:59.999Z', ['a', 'b', 'c']],
    ['-271821-04-20T00:00:00.000Z', ['a', 'b', 'c']],
    ['2026-03-11T00:00:00.001Z', []],
    ['+275760-09-13T00:00:00.000Z', ['a', 'b', 'c']],
  ])('of transactions at a time outside the range, %s, is an end of it', async (time, names) => {
    const { gateway } = await startCursors();
    const { cursors } = await readPage(gateway, BASE, { first: 1 });
    const after = tampered(cursors[0] ?? '', ([, ...rest]) => [time, ...rest]);
    expect((await readPage(gateway, BASE, { first: 5, after })).names).toEqual(names);
  });

  it.each<[string, unknown, PagedField]>([
    ['the report', 7, REPORT],
    ['handoffs', 1, HANDOFFS],
    ['handoffs', -3, HANDOFFS],
  ])('of %s is refused when it names none: %j', async (_list, part, paged) => {
    const { gateway, refused } = await startCursors();
    const { cursors } = await readPage(gateway, paged, { first: 1 });
    expect(
      await refused(
        paged,
        tampered(cursors[0] ?? '', () => [part]),
      ),
    ).toEqual(noCursor);
  });

  it.each(['a fraction', 'an object'])('with %s in it is garbage', async (kind) => {
    const { gateway, refused } = await startCursors();
    const { cursors } = await readPage(gateway, BASE, { first: 1 });
    const part = kind === 'a fraction' ? 0.5 : {};
    expect(
      await refused(
        BASE,
        tampered(cursors[0] ?? '', () => [part]),
      ),
    ).toMatchObject({
      message: 'after is not a cursor. Take one from the edges or pageInfo of the same query.',
      calls: 0,
    });
  });

  it('does not contain the account', async () => {
    const { gateway } = await startCursors();
    const { cursors } = await readPage(gateway, BASE, { first: 1 });
    expect(Buffer.from(cursors[0] ?? '', 'base64url').toString()).not.toContain(ACCOUNT_ID);
  });
});
