import { describe, expect, it } from 'vitest';
import { MARCH_10 } from '../support/ask.ts';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { startUpstream } from '../support/upstream.ts';
import { analyticsAnswer, analyticsRow, transactionRow, transactionsAnswer } from '../support/wire.ts';

describe('Campaign.analytics', () => {
  it.for(['.', '..'])('never leaves the path of campaigns, for the id %s', async (campaignId) => {
    const upstream = await startUpstream(() => ({ json: analyticsAnswer([analyticsRow()]) }));
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] });
    const { data, errors } = await gateway.query(ANALYTICS, { campaignId });
    expect(data.account.campaign).toEqual({ campaignId, analytics: null });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UPSTREAM_NOT_FOUND' });
    expect(upstream.asked()).toEqual([]);
  });

  it('is not asked for an id that is not valid Unicode', async () => {
    const proactiveCampaignId = 'c\ud800';
    const rows = transactionsAnswer([transactionRow({ proactiveCampaignId })]);
    const upstream = await startUpstream(() => ({ json: rows }));
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] });
    // As JSON writes it, because no string of a URL or of UTF-8 can hold it.
    const given = await gateway.query(ANALYTICS, { campaignId: proactiveCampaignId });
    expect(given.errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    const of = 'id campaignId analytics { totals { attempted } }';
    const { data, errors } = await gateway.query(
      `{ account(accountId: "12345678") { transactions(attempted: ${MARCH_10}) { nodes { campaign { ${of} } } } } }`,
    );
    const [{ campaign }] = data.account.transactions.nodes;
    expect(campaign).toMatchObject({ campaignId: proactiveCampaignId, analytics: null });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['UPSTREAM_NOT_FOUND']);
    const again = await gateway.query('query ($id: ID!) { node(id: $id) { id } }', { id: campaign.id });
    expect(again.errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    expect(gateway.bugs).toEqual([]);
    expect(upstream.requests).toHaveLength(1);
  });

  it('escapes whatever else an id holds', async () => {
    const upstream = await startUpstream(() => ({ json: analyticsAnswer([analyticsRow()]) }));
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] });
    await gateway.query(ANALYTICS, { campaignId: '../x?y#z/ä' });
    expect(upstream.asked()).toEqual([
      'GET /api/account/12345678/app/prmsg/campaigns/..%2Fx%3Fy%23z%2F%C3%A4/analytics/',
    ]);
  });
});

const ANALYTICS = `query ($campaignId: String!) {
  account(accountId: "12345678") { campaign(campaignId: $campaignId) { campaignId analytics { totals { attempted } } } }
}`;
