import { describe, expect, it } from 'vitest';
import { ACCOUNT_ID, accountAt, startTestGateway } from '../support/gateway.ts';
import { startUpstream } from '../support/upstream.ts';
import { analyticsAnswer, analyticsRow, transactionsAnswer } from '../support/wire.ts';

const ANALYTICS = `/api/account/${ACCOUNT_ID}/app/prmsg/analytics/?attemptedStartTime=1773100800000&attemptedEndTime=1773187199999`;

async function startCounting() {
  const counts = [
    analyticsRow({ channel: 'wa', attempted: 500 }),
    analyticsRow({ channel: 'sms', attempted: 30 }),
    analyticsRow({ channel: 'pigeon', attempted: 4 }),
  ];
  const upstream = await startUpstream(({ path }) =>
    path.includes('/analytics/') ? { json: analyticsAnswer(counts) } : { json: transactionsAnswer([]) },
  );
  const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] });
  const ask = async (filter: string, fields: string) => {
    const range = 'attempted: { start: "2026-03-10T00:00:00Z", end: "2026-03-11T00:00:00Z" }';
    const query = `{ account(accountId: "${ACCOUNT_ID}") { transactions(${range}, filter: { ${filter} }) { ${fields} } } }`;
    const { data, errors } = await gateway.query(query);
    expect(errors).toBeUndefined();
    return data.account.transactions;
  };
  const counted = () => upstream.requests.filter(({ path }) => path.includes('/analytics/'));
  return { ask, counted };
}

describe('TransactionConnection.attemptedCount', () => {
  it('costs one analytics call, however often it is asked for', async () => {
    const { ask, counted } = await startCounting();
    expect(await ask('', 'a: attemptedCount b: attemptedCount')).toEqual({ a: 534, b: 534 });
    expect(counted()).toMatchObject([{ method: 'GET', path: ANALYTICS }]);
  });

  it('costs nothing when it is not asked for', async () => {
    const { ask, counted } = await startCounting();
    await ask('', 'nodes { id } pageInfo { hasNextPage }');
    expect(counted()).toEqual([]);
  });

  it.each([
    'statuses: [READ]',
    'campaignIds: ["c1"]',
    'handoffIds: ["H1"]',
    'consumerIds: ["1"]',
    'conversationIds: ["1"]',
    'transactionIds: ["t1"]',
  ])('is null, without a call, under %s', async (filter) => {
    const { ask, counted } = await startCounting();
    expect(await ask(filter, 'attemptedCount')).toEqual({ attemptedCount: null });
    expect(counted()).toEqual([]);
  });

  it('counts under the filters that the upstream has', async () => {
    const { ask, counted } = await startCounting();
    await ask('channels: [SMS], skills: ["billing"]', 'attemptedCount');
    const body = { filters: { channels: ['sms'], skills: ['billing'] } };
    expect(counted()).toMatchObject([{ method: 'POST', path: ANALYTICS, body }]);
  });

  it('counts a channel that the upstream has no filter for', async () => {
    const { ask } = await startCounting();
    expect(await ask('channels: [OTHER]', 'attemptedCount')).toEqual({ attemptedCount: 4 });
  });
});
