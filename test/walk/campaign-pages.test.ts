import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACCOUNT_ID, accountAt, startTestGateway } from '../support/gateway.ts';
import { assembled, type PagedField, readPage, readPages } from '../support/pages.ts';
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
const TWO_DAYS = { startMs: FIRST_DAY, endMs: FIRST_DAY + 2 * DAY_MS };
const PAGED: PagedField = { field: 'campaigns', name: 'campaignId', args: attempted(TWO_DAYS) };

async function startCampaigns(store: TransactionsStore) {
  const upstream = await startTransactionsUpstream(store);
  const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] });
  const ask = async (fields: string) => {
    const { data, errors } = await gateway.query(`{ account(accountId: "${ACCOUNT_ID}") { ${fields} } }`);
    expect(errors).toBeUndefined();
    return data.account;
  };
  return { upstream, gateway, ask };
}

/** Transactions of these campaigns, half of them a day later than the others. */
function ofCampaigns(...campaignIds: (string | null)[]) {
  return campaignIds.map((proactiveCampaignId, index) => ({
    transactionId: `t${index}`,
    attemptedMs: FIRST_DAY + 1000 + (index < campaignIds.length / 2 ? 0 : DAY_MS),
    row: { proactiveCampaignId },
  }));
}

describe('Account.campaigns', () => {
  it('is each campaign once with its count, in the order first seen, whatever the pages', async () => {
    const store: TransactionsStore = { transactions: [] };
    const { gateway, ask } = await startCampaigns(store);
    const world = {
      transactions: storedTransactions,
      campaignIds: fc.array(fc.constantFrom('c1', 'c2', 'c3', 'c4', null), { minLength: 41, maxLength: 41 }),
      range: timeRange,
      lengths: pageLengths,
      endsInclusive: fc.boolean(),
      size: fc.integer({ min: 1, max: 5 }),
      direction: fc.constantFrom('forward' as const, 'backward' as const),
    };
    const law = fc.asyncProperty(
      fc.record(world),
      async ({ campaignIds, range, lengths, endsInclusive, size, direction, ...its }) => {
        const transactions = its.transactions.map((one, index) => ({
          ...one,
          row: { proactiveCampaignId: campaignIds[index] },
        }));
        Object.assign(store, { transactions, endsInclusive, pageLength: lengthsFrom(lengths) });
        const list = expectedList(transactions, range, 'OLDEST_FIRST');
        const counts = new Map<string, number>();
        for (const name of list) {
          const campaignId = campaignIds[Number(name.slice(1))] ?? null;
          if (campaignId !== null) counts.set(campaignId, (counts.get(campaignId) ?? 0) + 1);
        }
        const pages = await readPages(gateway, { ...PAGED, args: attempted(range) }, direction, () => size);
        expect(assembled(pages, direction)).toEqual([...counts.keys()]);
        const { campaigns } = await ask(`campaigns(${attempted(range)}) { edges { transactionCount } }`);
        expect(campaigns.edges).toEqual([...counts.values()].map((transactionCount) => ({ transactionCount })));
      },
    );
    await fc.assert(law, { seed: 10, numRuns: 15 });
  });

  it('costs every upstream page of the range, however few are wanted', async () => {
    const store = { transactions: ofCampaigns('a', 'b', 'a', 'c', 'a', 'd'), pageLength: () => 2 };
    const { upstream, gateway } = await startCampaigns(store);
    expect(await readPage(gateway, PAGED, { first: 1 })).toMatchObject({ names: ['a'], hasNextPage: true });
    // Four pages, and the count of a day that turned out to have more than one.
    expect(upstream.requests).toHaveLength(5);
  });

  it('counts under its filter, which is part of its cursors', async () => {
    const transactions = ofCampaigns('a', 'b', 'a', 'b').map((its, index) => ({
      ...its,
      row: { ...its.row, channel: index === 0 ? 'sms' : 'pigeon' },
    }));
    const { ask } = await startCampaigns({ transactions });
    const filter = 'filter: { channels: [OTHER] }';
    const { campaigns } = await ask(
      `campaigns(${PAGED.args}, ${filter}) { edges { transactionCount node { campaignId } } }`,
    );
    expect(campaigns.edges).toEqual([
      { transactionCount: 2, node: { campaignId: 'b' } },
      { transactionCount: 1, node: { campaignId: 'a' } },
    ]);
  });

  it('lets go of each page once it is counted', async () => {
    const { upstream, ask } = await startCampaigns({ transactions: ofCampaigns('a', 'b', 'a', 'b') });
    await ask(`campaigns(${PAGED.args}) { nodes { transactions(${PAGED.args}, first: 1) { nodes { id } } } }`);
    // Two pages to count, and the first of them once more, for both campaigns together.
    expect(upstream.requests).toHaveLength(3);
  });

  it('neither skips nor repeats a campaign when others come up between pages', async () => {
    const store = { transactions: ofCampaigns('b', 'd') };
    const { gateway } = await startCampaigns(store);
    const { endCursor } = await readPage(gateway, PAGED, { first: 1 });
    store.transactions = ofCampaigns('a', 'b', 'c', 'd');
    expect((await readPage(gateway, PAGED, { first: 5, after: endCursor })).names).toEqual(['c', 'd']);
  });
});

describe('Campaign.transactions', () => {
  it('is what belongs to the campaign, oldest first', async () => {
    const { gateway } = await startCampaigns({
      transactions: ofCampaigns('a', 'b', 'a', 'c', 'a', 'd'),
      pageLength: () => 1,
    });
    const paged = {
      field: 'transactions',
      name: 'transactionId',
      within: 'campaign(campaignId: "a")',
      args: PAGED.args ?? '',
    };
    expect(assembled(await readPages(gateway, paged, 'forward', () => 2), 'forward')).toEqual(['t0', 't2', 't4']);
    expect(assembled(await readPages(gateway, paged, 'backward', () => 2), 'backward')).toEqual(['t0', 't2', 't4']);
  });
});
