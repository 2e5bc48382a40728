import { describe, expect, it } from 'vitest';
import { ACCOUNT_ID, accountAt, startTestGateway } from '../support/gateway.ts';
import { assembled, type PagedField, readPage, readPages } from '../support/pages.ts';
import { attempted, FIRST_DAY } from '../support/transactions-arbitraries.ts';
import {
  type StoredTransaction,
  startTransactionsUpstream,
  type TransactionsStore,
} from '../support/transactions-upstream.ts';

async function startSearching() {
  const store: TransactionsStore = { transactions: [] };
  const upstream = await startTransactionsUpstream(store);
  const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)], limits: { pagesPerConnection: 2 } });
  return { store, upstream, gateway };
}

describe('Account.transactions with a filter that finds little', () => {
  const DAY_MS = 24 * 60 * 60_000;
  const paged: PagedField = {
    field: 'transactions',
    name: 'transactionId',
    args: `${attempted({ startMs: FIRST_DAY, endMs: FIRST_DAY + 4 * DAY_MS })}, filter: { campaignIds: ["rare"] }`,
  };
  const onDay = (day: number, transactionId: string, campaignId: string): StoredTransaction => ({
    transactionId,
    attemptedMs: FIRST_DAY + day * DAY_MS + 1000,
    row: { proactiveCampaignId: campaignId },
  });

  it('gives an empty page that leads on when its upstream pages are used up', async () => {
    const { store, upstream, gateway } = await startSearching();
    store.transactions = [
      onDay(0, 'a', 'common'),
      onDay(1, 'b', 'common'),
      onDay(2, 'c', 'common'),
      onDay(3, 'd', 'rare'),
    ];
    const page = await readPage(gateway, paged, { first: 10 });
    expect(page).toMatchObject({ names: [], hasNextPage: true, hasPreviousPage: false, startCursor: null });
    expect(upstream.requests).toHaveLength(2);
    const next = await readPage(gateway, paged, { first: 10, after: page.endCursor });
    expect(next).toMatchObject({ names: ['d'], hasNextPage: false, hasPreviousPage: true });
  });

  it('gives an empty page that leads on backwards, too', async () => {
    const { store, gateway } = await startSearching();
    store.transactions = [onDay(0, 'a', 'rare'), onDay(2, 'c', 'common'), onDay(3, 'd', 'common')];
    const page = await readPage(gateway, paged, { last: 10 });
    expect(page).toMatchObject({ names: [], hasNextPage: false, hasPreviousPage: true, endCursor: null });
    const before = await readPage(gateway, paged, { last: 10, before: page.startCursor });
    expect(before).toMatchObject({ names: ['a'], hasNextPage: true, hasPreviousPage: false });
  });

  it('takes the cursor of an empty page for a bound of the other direction', async () => {
    const { store, gateway } = await startSearching();
    store.transactions = [
      onDay(0, 'a', 'rare'),
      onDay(1, 'b', 'rare'),
      onDay(2, 'c', 'common'),
      onDay(3, 'd', 'common'),
    ];
    const late = await readPage(gateway, paged, { last: 10 });
    const early = await readPage(gateway, paged, { first: 10, before: late.startCursor });
    expect(early).toMatchObject({ names: ['a', 'b'], hasNextPage: false });
    expect((await readPage(gateway, paged, { first: 10, after: late.startCursor })).names).toEqual([]);
  });

  it('gives what it found in a short page', async () => {
    const { store, gateway } = await startSearching();
    store.transactions = [onDay(0, 'a', 'rare'), onDay(1, 'b', 'common'), onDay(3, 'd', 'rare')];
    expect(await readPage(gateway, paged, { first: 10 })).toMatchObject({ names: ['a'], hasNextPage: true });
  });

  it('goes on past transactions that belong to the next day and fill whole pages', async () => {
    const { store, gateway } = await startSearching();
    const atMidnight = (transactionId: string) => ({
      ...onDay(0, transactionId, 'common'),
      attemptedMs: FIRST_DAY + DAY_MS,
    });
    Object.assign(store, { endsInclusive: true, pageLength: () => 1 });
    store.transactions = [onDay(0, 'a', 'rare'), ...['b', 'c', 'd', 'e'].map(atMidnight), onDay(3, 'f', 'rare')];
    const pages = await readPages(gateway, paged, 'forward', () => 10);
    expect(assembled(pages, 'forward')).toEqual(['a', 'f']);
  });

  it('does not go back when late events push all of a page into the next, where it stops', async () => {
    const { store, gateway } = await startSearching();
    store.transactions = [onDay(0, 'a', 'rare'), onDay(0, 'b', 'rare'), onDay(0, 'c', 'common'), onDay(0, 'd', 'rare')];
    store.pageLength = (_window, offset) => (offset === 0 ? 2 : 1);
    store.onRequest = (index) => {
      if (index === 1) store.transactions = [onDay(0, 'x', 'rare'), onDay(0, 'y', 'rare'), ...store.transactions];
    };
    const pages = await readPages(gateway, paged, 'forward', () => 10);
    expect(assembled(pages, 'forward')).toEqual(['a', 'b', 'd']);
  });

  it('lets go of a page of which nothing matched', async () => {
    const { store, upstream, gateway } = await startSearching();
    store.transactions = [onDay(0, 'a', 'common'), onDay(1, 'b', 'rare')];
    const args = attempted({ startMs: FIRST_DAY, endMs: FIRST_DAY + 2 * DAY_MS });
    const { data } = await gateway.query(`{ account(accountId: "${ACCOUNT_ID}") {
      transactions(${args}, filter: { campaignIds: ["rare"] }) {
        nodes { campaign { transactions(${args}) { nodes { transactionId } } } }
      }
    } }`);
    expect(data.account.transactions.nodes).toEqual([
      { campaign: { transactions: { nodes: [{ transactionId: 'b' }] } } },
    ]);
    // Two pages, and the first of them once more; the second was delivered from, and is still there.
    expect(upstream.requests).toHaveLength(3);
  });
});
