import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { budgetsOf, mostInASecond } from '../support/budgets.ts';
import { accountAt, NOW, startTestGateway } from '../support/gateway.ts';
import { startSandboxed } from '../support/sandbox.ts';
import { startUpstream } from '../support/upstream.ts';
import { analyticsAnswer, analyticsRow } from '../support/wire.ts';

const HOUR_MS = 3_600_000;

/** An operation that costs `count` calls for analytics, each about an hour of its own from `first` on. */
function analyticsOf(count: number, first = 0): string {
  const fields = Array.from({ length: count }, (_, index) => {
    const start = NOW - (first + index + 2) * HOUR_MS;
    const range = `{ start: "${new Date(start).toISOString()}", end: "${new Date(start + HOUR_MS).toISOString()}" }`;
    return `a${index}: analytics(attempted: ${range}) { totals { attempted } }`;
  });
  return `{ account(accountId: "12345678") { ${fields.join('\n')} } }`;
}

/** A gateway with this budget over an upstream that notes when it was asked. */
async function budgetedGateway(perSecond: number) {
  const arrivals: number[] = [];
  const upstream = await startUpstream(() => {
    arrivals.push(performance.now());
    return { json: analyticsAnswer([analyticsRow()]) };
  });
  const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)], budgets: budgetsOf(perSecond) });
  return { gateway, arrivals };
}

describe('the budget of an account', () => {
  // A machine that stands still for longer than the margin, 40 ms, delays one request into the next one's second.
  it('keeps the sandbox from ever answering 429, at the documented 10 requests a second', { retry: 3 }, async () => {
    let asked = 0;
    const onRequest = ({ api }: { api: string }) => {
      if (api === 'analytics') asked += 1;
    };
    const { gateway } = await startSandboxed(
      { requestsPerSecond: 10, onRequest },
      { budgets: budgetsOf(10), retry: { rateLimitedMs: [] } },
    );
    // The first connection and token take longer than the margin allows one request to take longer than another.
    await gateway.query('{ account(accountId: "12345678") { handoffs(first: 1) { nodes { handoffId } } } }');
    const { errors, data } = await gateway.query(analyticsOf(16));
    expect(errors).toBeUndefined();
    expect(Object.values(data.account)).toHaveLength(16);
    expect(asked).toBe(16);
  });

  it('holds the rate over the operations of all clients', async () => {
    const { gateway, arrivals } = await budgetedGateway(40);
    await Promise.all([0, 1, 2].map((client) => gateway.query(analyticsOf(20, client * 20))));
    expect(arrivals).toHaveLength(60);
    expect(mostInASecond(arrivals, 100)).toBeLessThanOrEqual(40);
  });

  it('answers a small operation while a large one is under way', async () => {
    const { gateway, arrivals } = await budgetedGateway(40);
    const exported = gateway.query(analyticsOf(40));
    await sleep(60);
    const before = arrivals.length;
    await gateway.query(analyticsOf(1, 100));
    expect(arrivals.length - before).toBeLessThanOrEqual(6);
    expect((await exported).errors).toBeUndefined();
  });

  it('fails the fields whose turn comes after the deadline, at once and without a call', async () => {
    const { gateway, arrivals } = await budgetedGateway(10);
    const begunAt = performance.now();
    const { data, errors } = await gateway.query(analyticsOf(10), {}, { headers: { 'x-request-timeout-ms': '450' } });
    expect(performance.now() - begunAt).toBeLessThan(800);
    const answered = Object.values(data.account).filter((value) => value !== null);
    expect(arrivals.length).toBeLessThan(8);
    expect(answered.length).toBeLessThanOrEqual(arrivals.length);
    expect(errors).toHaveLength(10 - answered.length);
    // One that had a chance until the deadline may end as UPSTREAM_TIMEOUT there.
    const refused = (errors ?? []).filter(({ extensions }) => extensions.code === 'UPSTREAM_RATE_LIMITED');
    expect(refused.length).toBeGreaterThanOrEqual(2);
    for (const { extensions } of refused) {
      expect(extensions.service).toBe('OUTBOUND_REPORTING');
      expect(extensions.retryAfterMs).toBeGreaterThan(0);
    }
  });
});
