import { describe, expect, it } from 'vitest';
import { ACCOUNT_ID, NOW } from '../support/gateway.ts';
import { startSandboxed } from '../support/sandbox.ts';

const DAY_MS = 24 * 60 * 60_000;
const WEEK = 'attempted: { last: { days: 7 } }';

/** Asks a gateway that knows nothing twice; how many calls each took, without those for addresses and tokens. */
async function callsOf(selection: string, now: number): Promise<readonly number[]> {
  let calls = 0;
  const onRequest = ({ api }: { api: string }) => {
    if (api !== 'domain' && api !== 'token') calls += 1;
  };
  const { gateway } = await startSandboxed({ now: () => now, onRequest }, { cache: {} });
  const counts: number[] = [];
  for (let time = 0; time < 2; time += 1) {
    calls = 0;
    const { errors } = await gateway.query(`{ account(accountId: "${ACCOUNT_ID}") { ${selection} } }`);
    expect(errors).toBeUndefined();
    counts.push(calls);
  }
  return counts;
}

describe('the price of seven days on the sandbox', () => {
  const days = [0, 2, 4].map((day) => NOW + day * DAY_MS);

  it.each(days)('is at most 12 calls for failures by reason, and nothing again (%d)', async (now) => {
    const fields = 'complete groups { error { source code meaning } funnel { attempted } }';
    const [cold, again] = await callsOf(
      `transactionSummary(${WEEK}, filter: { statuses: [FAILED] }, by: [ERROR]) { ${fields} }`,
      now,
    );
    expect(cold).toBeLessThanOrEqual(12);
    expect(again).toBe(0);
  });

  it.each(days)('is at most 14 calls for a table of campaigns, and nothing again (%d)', async (now) => {
    const fields = 'node { campaignId } name transactionCount funnel { sent deliveryRate readRate responseRate }';
    const [cold, again] = await callsOf(
      `campaigns(${WEEK}, orderBy: { by: RESPONSE_RATE }) { edges { ${fields} } }`,
      now,
    );
    expect(cold).toBeLessThanOrEqual(14);
    expect(again).toBe(0);
  });
});
