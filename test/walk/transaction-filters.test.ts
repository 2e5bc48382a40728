import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { over, transactions } from '../support/ask.ts';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { assembled, readPages } from '../support/pages.ts';
import {
  attempted,
  expectedList,
  lengthsFrom,
  pageLengths,
  storedTransactions,
  timeRange,
} from '../support/transactions-arbitraries.ts';
import { startTransactionsUpstream, type TransactionsStore } from '../support/transactions-upstream.ts';
import { transactionsAnswer } from '../support/wire.ts';

const FILTERS: { text: string; lets(row: Row, transactionId: string): boolean }[] = [
  { text: 'statuses: [FAILED]', lets: (row: Row) => row.messageStatus === 'FAILED' },
  { text: 'statuses: [ATTEMPTED, READ]', lets: (row: Row) => row.messageStatus !== 'FAILED' },
  { text: 'error: { source: "proactive" }', lets: (row: Row) => row.errorSource === 'proactive' },
  {
    text: 'error: { source: "proactive", code: "400" }',
    lets: ({ errorSource, errorCode }: Row) => errorSource === 'proactive' && errorCode === '400',
  },
  {
    text: 'error: { source: "other", code: null }',
    lets: ({ errorSource, errorCode }: Row) => errorSource === 'other' && errorCode === null,
  },
  {
    text: 'error: {}, statuses: [FAILED]',
    lets: ({ errorSource, errorCode, messageStatus }: Row) =>
      messageStatus === 'FAILED' && (errorSource !== null || errorCode !== null),
  },
  { text: 'error: null', lets: () => true },
  { text: 'campaignIds: ["c1", "c2"]', lets: (row: Row) => ['c1', 'c2'].includes(row.proactiveCampaignId) },
  { text: 'handoffIds: ["H9"]', lets: (row: Row) => row.handOffId === 'H9' },
  { text: 'consumerIds: ["7", "8"]', lets: (row: Row) => row.consumerId === '7' },
  { text: 'conversationIds: ["v1"]', lets: (row: Row) => row.conversationId === 'v1' },
  { text: 'transactionIds: ["t1", "t7", "none"]', lets: (_: Row, id: string) => id === 't1' || id === 't7' },
  {
    text: 'transactionIds: ["t1", "t2"], statuses: [READ]',
    lets: (row: Row, id: string) => /^t[12]$/.test(id) && row.messageStatus === 'READ',
  },
  { text: 'channels: [OTHER]', lets: (row: Row) => row.channel === 'pigeon' },
  {
    text: 'channels: [OTHER, SMS], campaignIds: ["c1"]',
    lets: (row: Row) => row.channel !== 'wa' && row.proactiveCampaignId === 'c1',
  },
  {
    text: 'channels: [WHATSAPP], skills: ["billing"]',
    lets: (row: Row) => row.channel === 'wa' && row.skill === 'billing',
  },
];

type Row = {
  messageStatus: string;
  proactiveCampaignId: string;
  handOffId: string;
  channel: string;
  skill: string;
  errorSource: string | null;
  errorCode: string | null;
  consumerId: string | null;
  conversationId: string | null;
};

const row: fc.Arbitrary<Row> = fc.record({
  messageStatus: fc.constantFrom('FAILED', 'READ', 'ATTEMPTED'),
  proactiveCampaignId: fc.constantFrom('c1', 'c2', 'c3'),
  handOffId: fc.constantFrom('H1', 'H9'),
  channel: fc.constantFrom('sms', 'wa', 'pigeon'),
  skill: fc.constantFrom('billing', 'sales'),
  errorSource: fc.constantFrom('proactive', 'other', null),
  errorCode: fc.constantFrom('400', '500', null),
  consumerId: fc.constantFrom('7', '9', null),
  conversationId: fc.constantFrom('v1', 'v2', null),
});

async function startFiltering(reportingApi: string) {
  const store: TransactionsStore = { transactions: [] };
  const upstream = await startTransactionsUpstream(store);
  const account = accountAt(upstream.url, { reportingApi, v2PageLength: 5000 });
  const gateway = await startTestGateway({ accounts: [account], limits: { pagesPerConnection: 2 } });
  return { store, gateway };
}

describe.each(['documented', 'v2'])('Account.transactions with filters in the %s dialect', (reportingApi) => {
  it.each(['forward', 'backward'] as const)(
    'gives exactly what matches, in order, with two upstream pages a request, %s',
    async (direction) => {
      const { store, gateway } = await startFiltering(reportingApi);
      const rows = fc.tuple(storedTransactions, fc.array(row, { minLength: 41, maxLength: 41 }));
      const world = {
        transactions: rows.map(([list, rows]) => list.map((one, index) => ({ ...one, row: rows[index] as Row }))),
        range: timeRange,
        order: fc.constantFrom('OLDEST_FIRST' as const, 'NEWEST_FIRST' as const),
        lengths: pageLengths,
        endsInclusive: fc.boolean(),
        filter: fc.constantFrom(...FILTERS),
        size: fc.integer({ min: 1, max: 9 }),
      };
      const law = fc.asyncProperty(
        fc.record(world),
        async ({ transactions, range, order, lengths, endsInclusive, filter, size }) => {
          Object.assign(store, { transactions, endsInclusive, pageLength: lengthsFrom(lengths) });
          const args = `order: ${order}, ${attempted(range)}, filter: { ${filter.text} }`;
          const pages = await readPages(
            gateway,
            { field: 'transactions', name: 'transactionId', args },
            direction,
            () => size,
          );
          const matching = transactions.filter((its) => filter.lets(its.row, its.transactionId));
          expect(assembled(pages, direction)).toEqual(expectedList(matching, range, order));
        },
      );
      await fc.assert(law, { seed: 4, numRuns: 30 });
    },
  );
});

describe('filters that the upstream did not see', () => {
  it('are applied to the rows, where a proxy drops the body of a GET', async () => {
    const rows = [
      { transactionId: 'wanted', channel: 'wa', skill: 'sales', attemptedTime: '2026-03-10T10:00:00.000Z' },
      { transactionId: 'other channel', channel: 'sms', skill: 'sales', attemptedTime: '2026-03-10T10:00:00.000Z' },
      { transactionId: 'other skill', channel: 'wa', skill: 'billing', attemptedTime: '2026-03-10T10:00:00.000Z' },
    ];
    const { ask } = await over({ json: transactionsAnswer(rows) });
    const filter = ', filter: { channels: [WHATSAPP], skills: ["sales"] }';
    const { account } = await ask(transactions('nodes { transactionId }', filter));
    expect(account.transactions.nodes).toEqual([{ transactionId: 'wanted' }]);
  });
});
