import { describe, expect, it } from 'vitest';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { startUpstream } from '../support/upstream.ts';
import { analyticsAnswer, analyticsRow, handoffRow, transactionRow, transactionsAnswer } from '../support/wire.ts';

const REPORTING = '/api/account/12345678/app/prmsg';

describe('Account.transactions with every join', () => {
  it('costs one page, one list of handoffs, and one call per campaign', async () => {
    const rows = Array.from({ length: 100 }, (_, index) =>
      transactionRow({
        transactionId: `t${100 + index}`,
        proactiveCampaignId: `c${index % 10}`,
        handOffId: `H${index % 7}`,
      }),
    );
    const handoffs = Array.from({ length: 7 }, (_, index) => handoffRow(`H${index}`));
    const upstream = await startUpstream(({ path }) => {
      if (path.startsWith(`${REPORTING}/transactions/`)) return { json: transactionsAnswer(rows) };
      if (path.startsWith(`${REPORTING}/handoffs/list?`)) return { json: handoffs };
      return { json: analyticsAnswer([analyticsRow()]) };
    });
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] });

    const { data, errors } = await gateway.query(`{
      account(accountId: "12345678") {
        transactions(attempted: { start: "2026-03-10T00:00:00Z", end: "2026-03-11T00:00:00Z" }, first: 100) {
          pageInfo { hasNextPage }
          nodes {
            campaign { campaignId analytics { totals { attempted } } }
            handoff { name channels { channel messageComponents { __typename } } }
          }
        }
      }
    }`);

    expect(errors).toBeUndefined();
    const { nodes, pageInfo } = data.account.transactions;
    expect(pageInfo).toEqual({ hasNextPage: false });
    expect(nodes).toHaveLength(100);
    expect(nodes[13]).toEqual({
      campaign: { campaignId: 'c3', analytics: { totals: { attempted: 500 } } },
      handoff: {
        name: 'Handoff H6',
        channels: [{ channel: 'SMS', messageComponents: [{ __typename: 'BodyComponent' }] }],
      },
    });
    expect(upstream.asked().toSorted()).toEqual([
      ...Array.from({ length: 10 }, (_, index) => `GET ${REPORTING}/campaigns/c${index}/analytics/`),
      `GET ${REPORTING}/handoffs/list?v=1&limit=100&offset=0`,
      `GET ${REPORTING}/transactions/?attemptedStartTime=1773100800000&attemptedEndTime=1773187200000`,
    ]);
  });
});
