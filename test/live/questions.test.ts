import { describe, expect, it } from 'vitest';
import { startLive } from '../support/live.ts';
import type { SeenRequest } from '../support/upstream.ts';
import { analyticsAnswer, analyticsRow, transactionRow, transactionsAnswer } from '../support/wire.ts';

/** Within the last hours, and behind what LivePerson has not reported yet. */
const BEGUN = Date.now() - 60 * 60_000;

/** An upstream in which a message is attempted between any two calls, a second after the one before. */
function growing({ path }: SeenRequest, index: number) {
  if (path.includes('/analytics/')) return { json: analyticsAnswer([analyticsRow({ attempted: index })]) };
  const rows = Array.from({ length: index + 1 }, (_, nth) =>
    transactionRow({
      transactionId: `t${nth}`,
      attemptedTime: new Date(BEGUN + nth * 1000).toISOString(),
    }),
  );
  return { json: transactionsAnswer(rows) };
}

/** The first two results of a subscription to fields of the account, whose upstream answers stay fresh for 200 ms. */
async function firstTwo(fields: string) {
  const { open } = await startLive({ answer: growing, config: { cache: { recentMs: 200 } } });
  const stream = await open(`subscription { account(accountId: "12345678") { ${fields} } }`);
  return [await stream.result(0), await stream.result(1)].map(({ data }) => data.account);
}

describe('a subscription follows', () => {
  it('the analytics of a range, beside those of the range before', async () => {
    const [first, second] = await firstTwo(
      'analytics(attempted: { last: { hours: 6 } }) { totals { attempted } previous { totals { attempted } } }',
    );
    expect(second.analytics.totals.attempted).toBeGreaterThan(first.analytics.totals.attempted);
    expect(second.analytics.previous.totals.attempted).toBe(first.analytics.previous.totals.attempted);
  });

  it('a summary', async () => {
    const [first, second] = await firstTwo(
      'transactionSummary(attempted: { last: { hours: 6 } }, by: [CHANNEL]) { complete groups { channel funnel { attempted } } }',
    );
    const [before, after] = [first, second].map(({ transactionSummary: { complete, groups } }) => {
      expect([complete, groups.length, groups[0].channel]).toEqual([true, 1, 'SMS']);
      return groups[0].funnel.attempted;
    });
    expect(after).toBeGreaterThan(before);
  });

  it('the newest transactions', async () => {
    const [first, second] = await firstTwo(
      'transactions(attempted: { last: { hours: 6 } }, order: NEWEST_FIRST, first: 1) { nodes { transactionId } }',
    );
    expect(first.transactions.nodes).toHaveLength(1);
    expect(second.transactions.nodes).not.toEqual(first.transactions.nodes);
  });
});
