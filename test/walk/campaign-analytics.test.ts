import { describe, expect, it } from 'vitest';
import { campaign, over, PRMSG } from '../support/ask.ts';

const ANALYTICS = {
  requestMetadata: {
    accountId: '12345678',
    app: 'prmsg',
    attemptedStartTime: 1634675790000,
    attemptedEndTime: 1634848590000,
  },
  analytics: [
    {
      skill: 'billing',
      channel: 'inapp',
      transactionday: '10-25-2021',
      attempted: 10,
      eligible: 9,
      sent: 9,
      delivered: 8,
      read: 7,
      skipped: 0,
      failed: 1,
      conversationscreated: 5,
      conversationsclosed: 4,
      csat: 0,
    },
  ],
};

describe('Campaign.analytics', () => {
  it('is one GET', async () => {
    const { ask, upstream } = await over({ json: ANALYTICS });
    const { account } = await ask(
      campaign(`analytics { attempted { start end } rows { channel channelCode skill day funnel {
        attempted eligible skipped sent failed delivered read conversationsCreated conversationsClosed csat
      } } }`),
    );
    expect(account.campaign.analytics).toEqual({
      attempted: { start: '2021-10-19T20:36:30.000Z', end: '2021-10-21T20:36:30.001Z' },
      rows: [
        {
          channel: 'IN_APP',
          channelCode: 'inapp',
          skill: 'billing',
          day: '2021-10-25',
          funnel: {
            attempted: 10,
            eligible: 9,
            skipped: 0,
            sent: 9,
            failed: 1,
            delivered: 8,
            read: 7,
            conversationsCreated: 5,
            conversationsClosed: 4,
            csat: 0,
          },
        },
      ],
    });
    expect(upstream.requests).toMatchObject([
      { method: 'GET', path: `${PRMSG}/campaigns/campaign123/analytics/`, body: undefined },
    ]);
  });
});
