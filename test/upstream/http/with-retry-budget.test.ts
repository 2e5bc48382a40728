import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Family } from '../../../src/upstream/family.ts';
import { withLayers } from '../../../src/upstream/http/request.ts';
import { createSlidingCount } from '../../../src/upstream/http/sliding-count.ts';
import { withErrors } from '../../../src/upstream/http/with-errors.ts';
import { type RetryBounds, withRetry } from '../../../src/upstream/http/with-retry.ts';
import { createRetryBudget, type RetryBudgetOptions } from '../../../src/upstream/traffic/retry-budget.ts';
import { NO_OBSERVER } from '../../support/observer.ts';
import { failureOf, readOf, testCall, testTransport } from '../../support/sender.ts';
import { type Answer, startUpstream } from '../../support/upstream.ts';

const TABLE = { rateLimitedMs: [1], unavailableMs: [1], unreachableMs: [1] };
const UNBOUNDED = { count() {}, take: () => true };

/** A budget, and what it told. */
function budgetOf(options: RetryBudgetOptions) {
  const told: string[] = [];
  const retry = ({ accountId, family }: { accountId: string; family: Family }, result: string) =>
    told.push(`${accountId} ${family} ${result}`);
  return { told, budget: createRetryBudget('12345678', options, { ...NO_OBSERVER, retry }) };
}

/** Sends through `withRetry` with these bounds. */
const retrying = (bounds: RetryBounds, table = TABLE) =>
  withLayers(testTransport(), [withRetry(table, bounds), withErrors()]);

describe('the retry budget', () => {
  it.each<[string, Answer]>([
    ['429', { status: 429, json: {} }],
    ['500', { status: 500, json: {} }],
    ['a hang-up', (response) => response.socket?.destroy()],
  ])('allows a tenth of the requests to be repeated after %s', async (_, answer) => {
    const upstream = await startUpstream(() => answer);
    const { budget, told } = budgetOf({ budgetShare: 0.1, budgetFloor: 0 });
    const send = retrying({ jitter: 0, budget });
    for (let sent = 0; sent < 40; sent += 1) await failureOf(send(readOf(upstream.url)));
    expect(upstream.requests).toHaveLength(44);
    expect(told.filter((line) => line === '12345678 transactions repeated')).toHaveLength(4);
    expect(told.filter((line) => line === '12345678 transactions budget_spent')).toHaveLength(36);
  });

  it('allows as many as its floor, however few requests there were', async () => {
    const upstream = await startUpstream(() => ({ status: 500, json: {} }));
    const { budget } = budgetOf({ budgetShare: 0.1, budgetFloor: 3 });
    const send = retrying({ jitter: 0, budget });
    for (let sent = 0; sent < 5; sent += 1) await failureOf(send(readOf(upstream.url)));
    expect(upstream.requests).toHaveLength(5 + 3);
  });

  it('is one for each family', async () => {
    const upstream = await startUpstream(() => ({ status: 500, json: {} }));
    const { budget } = budgetOf({ budgetShare: 0, budgetFloor: 1 });
    const send = retrying({ jitter: 0, budget });
    for (const family of ['transactions', 'transactions', 'analytics', 'analytics'] as const) {
      await failureOf(send(readOf(upstream.url, { family })));
    }
    expect(upstream.requests).toHaveLength(4 + 2);
  });

  it('reports the failure at once when it is spent, and takes nothing for a retry that the deadline forbids', async () => {
    const upstream = await startUpstream(() => ({ status: 503, json: {} }));
    const { budget, told } = budgetOf({ budgetShare: 0, budgetFloor: 0 });
    const table = { ...TABLE, unavailableMs: [3000] };
    const began = performance.now();
    await failureOf(retrying({ jitter: 0, budget }, table)(readOf(upstream.url)));
    await failureOf(retrying({ jitter: 0, budget }, table)(readOf(upstream.url, { call: testCall(1000) })));
    expect(performance.now() - began).toBeLessThan(1000);
    expect(told).toEqual(['12345678 transactions budget_spent']);
  });

  it('never allows more than its share or its floor, for any order of requests and failures', () => {
    const events = fc.array(fc.boolean(), { maxLength: 300 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(events, share, fc.nat({ max: 5 }), (isRequest, budgetShare, budgetFloor) => {
        const { budget } = budgetOf({ budgetShare, budgetFloor });
        let requests = 0;
        let retries = 0;
        for (const request of isRequest) {
          if (request) {
            requests += 1;
            budget.count('analytics');
          } else if (budget.take('analytics')) {
            retries += 1;
            expect(retries).toBeLessThanOrEqual(Math.max(budgetFloor, requests * budgetShare));
          } else expect(retries + 1).toBeGreaterThan(Math.max(budgetFloor, requests * budgetShare));
        }
      }),
    );
  });
});

describe('createSlidingCount', () => {
  it('counts what was added in its window, and forgets it afterwards', async () => {
    const count = createSlidingCount(60);
    for (let added = 0; added < 5; added += 1) count.add();
    expect(count.total()).toBe(5);
    await new Promise((resolve) => setTimeout(resolve, 70));
    expect(count.total()).toBe(0);
    count.add();
    expect(count.total()).toBe(1);
  });
});

describe('the jitter of withRetry', () => {
  /** The waits before the second attempts of so many requests that fail together, in milliseconds. */
  async function waitsOf(requests: number, jitter: number, deadlineMs = 5000): Promise<number[]> {
    const upstream = await startUpstream(() => ({ status: 500, json: {} }));
    const failedAt = new Map<string, number>();
    const waits: number[] = [];
    const send = withLayers(testTransport(), [
      withRetry({ ...TABLE, unavailableMs: [100] }, { jitter, budget: UNBOUNDED }),
      (next) => (request) => {
        const failed = failedAt.get(request.url);
        if (failed !== undefined) waits.push(performance.now() - failed);
        return next(request).finally(() => failedAt.set(request.url, performance.now()));
      },
      withErrors(),
    ]);
    const one = (index: number) => send(readOf(`${upstream.url}/${index}`, { call: testCall(deadlineMs) }));
    await Promise.all(Array.from({ length: requests }, (_, index) => failureOf(one(index))));
    return waits;
  }

  it('only adds to the waits of the table, up to its share of them, and spreads them', async () => {
    const waits = await waitsOf(30, 1);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(99);
    expect(Math.max(...waits)).toBeLessThan(300);
    expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(30);
  });

  it('is cut by the deadline: a wait that fits without it is begun', async () => {
    const waits = await waitsOf(10, 8, 400);
    expect(waits).toHaveLength(10);
    expect(Math.max(...waits)).toBeLessThan(420);
  });
});
