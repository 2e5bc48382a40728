import { describe, expect, it } from 'vitest';
import { campaign, over, PRMSG } from '../support/ask.ts';
import { analyticsAnswer, analyticsRow } from '../support/wire.ts';

const REPORT = {
  requestMetadata: { accountId: '12345678', app: 'prmsg', proactiveCampaignId: 'campaign123' },
  page: { count: 1, previousOffset: -1, currentOffset: 0, nextOffset: -1 },
  consumersReport: [
    {
      id: '70cf3fc5-75c5-1129-3275-4665ce2s5c32',
      consumerId: '123456789',
      status: 'DELIVERED',
      errorSource: null,
      errorCode: null,
      errorMessage: null,
    },
    {
      id: 'x02f3scr-7wc5-1429-2575-6635sd2d5f32',
      consumerId: '987654321',
      status: 'FAILED',
      errorSource: '400',
      errorCode: 'prmsg',
      errorMessage: 'Message failed to send',
    },
  ],
};
describe('Campaign.consumersReport', () => {
  it('is one GET', async () => {
    const { ask, upstream } = await over({ json: REPORT });
    const { account } = await ask(
      campaign(`campaignId account { accountId } consumersReport {
        nodes { reportId consumerId status statusCode error { source code message meaning } }
        pageInfo { hasNextPage hasPreviousPage }
      }`),
    );
    expect(account.campaign).toEqual({
      campaignId: 'campaign123',
      account: { accountId: '12345678' },
      consumersReport: {
        nodes: [
          {
            reportId: '70cf3fc5-75c5-1129-3275-4665ce2s5c32',
            consumerId: '123456789',
            status: 'DELIVERED',
            statusCode: 'DELIVERED',
            error: null,
          },
          {
            reportId: 'x02f3scr-7wc5-1429-2575-6635sd2d5f32',
            consumerId: '987654321',
            status: 'FAILED',
            statusCode: 'FAILED',
            error: { source: 'prmsg', code: '400', message: 'Message failed to send', meaning: null },
          },
        ],
        pageInfo: { hasNextPage: false, hasPreviousPage: false },
      },
    });
    expect(upstream.requests).toMatchObject([
      { method: 'GET', path: `${PRMSG}/campaigns/campaign123/`, body: undefined },
    ]);
  });

  it('under several filters and pages is one call', async () => {
    const { ask, upstream } = await over({ json: REPORT });
    const { account } = await ask(
      campaign(`
        failed: consumersReport(filter: { statuses: [FAILED] }) { nodes { consumerId } }
        first: consumersReport(first: 1) { nodes { consumerId } pageInfo { hasNextPage } }
        none: consumersReport(filter: { statuses: [READ] }) { nodes { consumerId } }`),
    );
    expect(account.campaign).toEqual({
      failed: { nodes: [{ consumerId: '987654321' }] },
      first: { nodes: [{ consumerId: '123456789' }], pageInfo: { hasNextPage: true } },
      none: { nodes: [] },
    });
    expect(upstream.requests).toHaveLength(1);
  });

  it('is null, with the code, when the report service fails, and costs no other field', async () => {
    const { gateway } = await over(({ path }) =>
      path.endsWith('/analytics/') ? { json: analyticsAnswer([analyticsRow()]) } : { status: 404, json: {} },
    );
    const { data, errors } = await gateway.query(`{ account(accountId: "12345678") {
      ${campaign('consumersReport { nodes { reportId } } analytics { totals { sent } }')}
    } }`);
    expect(data.account.campaign).toEqual({ consumersReport: null, analytics: { totals: { sent: 450 } } });
    expect(errors).toMatchObject([
      { path: ['account', 'campaign', 'consumersReport'], extensions: { code: 'UPSTREAM_NOT_FOUND', httpStatus: 404 } },
    ]);
  });
});

describe('Account.campaign', () => {
  it.each([[''], ['  ']])('refuses the campaignId "%s" without a call', async (campaignId) => {
    const { ask, upstream } = await over({ json: REPORT });
    const { account, codes } = await ask(campaign('consumersReport { nodes { reportId } }', campaignId));
    expect(account.campaign).toBeNull();
    expect(codes).toEqual(['BAD_USER_INPUT']);
    expect(upstream.requests).toEqual([]);
  });

  it('keeps a campaignId within its segment of the path', async () => {
    const { ask, upstream } = await over({ json: REPORT });
    await ask(campaign('consumersReport { nodes { reportId } }', 'a/../b?c=d#e'));
    expect(upstream.asked()).toEqual([`GET ${PRMSG}/campaigns/a%2F..%2Fb%3Fc%3Dd%23e/`]);
  });
});
