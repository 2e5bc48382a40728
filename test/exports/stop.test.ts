import { describe, expect, it } from 'vitest';
import { exportQuery, idsIn, linesOf } from '../support/exporting.ts';
import { accountAt } from '../support/gateway.ts';
import { endOf, startConfigured } from '../support/main-process.ts';
import { startTransactionsUpstream } from '../support/transactions-upstream.ts';

const START_MS = Date.parse('2026-03-01T00:00:00.000Z');

describe('a process that stops', () => {
  it('ends its exports with an error that has the cursor, and does not wait for the rest of them', async () => {
    const transactions = Array.from({ length: 6000 }, (_, index) => ({
      transactionId: `t${index}`,
      attemptedMs: START_MS + index * 20_000,
    }));
    const upstream = await startTransactionsUpstream({ transactions });
    const config = { accounts: [accountAt(upstream.url)], budgets: { transactions: 20 } };
    const { child, url } = await startConfigured(config);
    const response = await fetch(`${url}/export`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: exportQuery(undefined, 2) }),
    });
    child.kill('SIGTERM');
    const lines = linesOf(await response.text());
    expect(lines.at(-1)).toMatchObject({ error: { code: 'STOPPING', cursor: expect.any(String) } });
    expect(idsIn(lines).length).toBe(lines.at(-1)?.error.items);
    expect(await endOf(child)).toMatchObject({ code: 0, signal: null });
  });
});
