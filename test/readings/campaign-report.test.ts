import { describe, expect, it } from 'vitest';
import { campaign, over, PRMSG, transactions } from '../support/ask.ts';
import { analyticsAnswer, transactionRow, transactionsAnswer } from '../support/wire.ts';

/** A campaign report of these rows, its page object as contradictory as the document's. */
function reportAnswer(rows: readonly Record<string, unknown>[]) {
  return {
    requestMetadata: { accountId: '12345678', app: 'prmsg', proactiveCampaignId: 'campaign123' },
    page: { count: 1, previousOffset: -1, currentOffset: 0, nextOffset: -1 },
    consumersReport: rows,
  };
}

/** What the graph tells of rows of a campaign report. */
async function readRows(rows: readonly Record<string, unknown>[], selection: string) {
  const { ask } = await over({ json: reportAnswer(rows.map((row, index) => ({ id: `r${index}`, ...row }))) });
  const { account, codes } = await ask(campaign(`consumersReport { nodes { ${selection} } }`));
  expect(codes).toEqual([]);
  return account.campaign.consumersReport.nodes;
}

describe('ConsumerReport.error', () => {
  it('#8 has source and code exchanged back where the dictionary or their digits say so', async () => {
    const table = [
      ['400', 'prmsg', 'prmsg', '400'],
      ['prmsg', '400', 'prmsg', '400'],
      ['outbound_twilio', 'ntw_err', 'outbound_twilio', 'ntw_err'],
      ['ntw_err', 'outbound_twilio', 'outbound_twilio', 'ntw_err'],
      ['5XX', 'outbound', 'outbound', '5XX'],
      ['someone', 'ntw_err', 'someone', 'ntw_err'],
      ['400', '500', '400', '500'],
      ['400', null, '400', null],
    ];
    const rows = await readRows(
      table.map(([errorSource, errorCode]) => ({ errorSource, errorCode })),
      'error { source code }',
    );
    expect(rows).toEqual(table.map(([, , source, code]) => ({ error: { source, code } })));
  });

  it('#9 shows a numeric code as text', async () => {
    const row = { errorSource: 'proactive', errorCode: 1400 };
    expect(await readRows([row], 'error { source code meaning }')).toEqual([
      { error: { source: 'proactive', code: '1400', meaning: 'The consumer has an open conversation.' } },
    ]);
  });
});

describe('Campaign.consumersReport', () => {
  it('#11 reads on where its page says that more follows, though the document has it unpaged', async () => {
    const { ask, upstream } = await over(({ path }) => ({
      json: path.endsWith('?offset=2')
        ? { page: { nextOffset: -1 }, consumersReport: [{ id: 'r3', status: 'READ' }] }
        : {
            page: { nextOffset: 2 },
            consumersReport: [
              { id: 'r1', status: 'READ' },
              { id: 'r2', status: 'READ' },
            ],
          },
    }));
    const { account } = await ask(campaign('consumersReport { nodes { reportId } }'));
    expect(account.campaign.consumersReport.nodes).toEqual([
      { reportId: 'r1' },
      { reportId: 'r2' },
      { reportId: 'r3' },
    ]);
    expect(upstream.requests).toHaveLength(2);
  });

  it.each([
    ['the same page comes again', { nextOffset: 1 }],
    ['its page is one of another dialect', { nextPage: 'MTAw' }],
  ])('#11 is malformed when %s', async (_, page) => {
    const { ask } = await over({ json: { page, consumersReport: [{ id: 'r1', status: 'READ' }] } });
    const { account, codes } = await ask(campaign('consumersReport { nodes { reportId } }'));
    expect(account.campaign.consumersReport).toBeNull();
    expect(codes).toEqual(['UPSTREAM_MALFORMED']);
  });

  it('#11 shows every row, whatever page.count says', async () => {
    const { ask, upstream } = await over({ json: reportAnswer([{ id: 'r1' }, { id: 'r2' }]) });
    const { account } = await ask(campaign('consumersReport { nodes { reportId } pageInfo { hasNextPage } }'));
    expect(account.campaign.consumersReport).toEqual({
      nodes: [{ reportId: 'r1' }, { reportId: 'r2' }],
      pageInfo: { hasNextPage: false },
    });
    expect(upstream.asked()).toEqual([`GET ${PRMSG}/campaigns/campaign123/`]);
  });

  it('#20 passes on ids that are no UUIDs, and numbers as text', async () => {
    const rows = [{ id: 'x02f3scr-7wc5-1429-2575-6635sd2d5f32' }, { id: 17, consumerId: 4 }];
    expect(await readRows(rows, 'reportId consumerId')).toEqual([
      { reportId: 'x02f3scr-7wc5-1429-2575-6635sd2d5f32', consumerId: null },
      { reportId: '17', consumerId: '4' },
    ]);
  });

  it('#23 reads the status and keeps the upstream’s word', async () => {
    const table = [
      ['DELIVERED', 'DELIVERED'],
      ['RESPONDED', 'RESPONDED'],
      ['failed', 'FAILED'],
      ['TOO_MANY_VARIABLES', 'OTHER'],
    ];
    const rows = await readRows(
      table.map(([status]) => ({ status })),
      'status statusCode',
    );
    expect(rows).toEqual(table.map(([statusCode, status]) => ({ status, statusCode })));
  });
});

describe('Transaction.campaign', () => {
  it('#21 asks for a campaign by its id as it is, misspelt or not', async () => {
    const { ask, upstream } = await over(({ path }) => ({
      json: path.includes('/transactions/') ? transactionsAnswer([transactionRow()]) : analyticsAnswer([]),
    }));
    const { account } = await ask(transactions('nodes { campaign { campaignId analytics { rows { skill } } } }'));
    expect(account.transactions.nodes[0].campaign.campaignId).toBe('camapign125');
    expect(upstream.asked()).toContain(`GET ${PRMSG}/campaigns/camapign125/analytics/`);
  });
});
