import { describe, expect, it } from 'vitest';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { startUpstream } from '../support/upstream.ts';
import { analyticsAnswer, analyticsRow } from '../support/wire.ts';

describe('Campaign.analytics', () => {
  it.for(['.', '..'])('never leaves the path of campaigns, for the id %s', async (campaignId) => {
    const upstream = await startUpstream(() => ({ json: analyticsAnswer([analyticsRow()]) }));
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] });
    const { data, errors } = await gateway.query(ANALYTICS, { campaignId });
    expect(data.account.campaign).toEqual({ campaignId, analytics: null });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UPSTREAM_NOT_FOUND' });
    expect(upstream.asked()).toEqual([]);
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
