import { describe, expect, it } from 'vitest';
import { startSandboxed } from '../support/sandbox.ts';

const DEADLINE_MS = 2500;
const QUERY = `{
  account(accountId: "12345678") {
    transactions(attempted: { start: "2026-03-10T00:00:00Z", end: "2026-03-11T00:00:00Z" }, first: 2) { nodes { status } }
  }
}`;

/** Each fault of the upstream, and the code that a client sees while it lasts. */
const FAULTS = [
  [{ kind: '429', retryAfter: '1' }, 'UPSTREAM_RATE_LIMITED'],
  [{ kind: '429', retryAfter: new Date(Date.now() + 1000).toUTCString() }, 'UPSTREAM_RATE_LIMITED'],
  [{ kind: '429', retryAfter: 'soon' }, 'UPSTREAM_RATE_LIMITED'],
  [{ kind: '429' }, 'UPSTREAM_RATE_LIMITED'],
  [{ kind: '500' }, 'UPSTREAM_UNAVAILABLE'],
  [{ kind: '503', retryAfter: '1' }, 'UPSTREAM_UNAVAILABLE'],
  [{ kind: 'hang-up' }, 'UPSTREAM_UNREACHABLE'],
  [{ kind: 'cut-off-body' }, 'UPSTREAM_UNREACHABLE'],
  [{ kind: 'not-json' }, 'UPSTREAM_MALFORMED'],
  [{ kind: 'html' }, 'UPSTREAM_UNAVAILABLE'],
  [{ kind: 'latency', latencyMs: 10_000 }, 'UPSTREAM_TIMEOUT'],
] as const;

describe.each(FAULTS)('an upstream with %j', (fault, code) => {
  it('costs its field only, by the deadline, and is forgotten when it ends', async () => {
    const { sandbox, gateway } = await startSandboxed({}, { deadlineMs: DEADLINE_MS, breaker: { minimumCalls: 1000 } });
    await order(sandbox.url, { ...fault, api: 'transactions', count: 1000 });

    const begin = performance.now();
    const failed = await gateway.query(QUERY);
    expect(performance.now() - begin).toBeLessThan(DEADLINE_MS + 1000);
    expect(failed.data).toEqual({ account: { transactions: null } });
    expect(failed.errors?.map(({ extensions }) => extensions.code)).toEqual([code]);

    await fetch(`${sandbox.url}/sandbox/faults`, { method: 'DELETE' });
    await expect
      .poll(async () => (await gateway.query(QUERY)).data.account.transactions?.nodes.length, { timeout: 5000 })
      .toBe(2);
    expect(gateway.bugs).toEqual([]);
  });
});

describe('an App JWT that is refused', () => {
  it('is fetched anew once for 50 concurrent requests', async () => {
    const asked: string[] = [];
    const { sandbox, gateway } = await startSandboxed({ onRequest: ({ api }) => asked.push(api) });
    await gateway.query(QUERY);
    await order(sandbox.url, { kind: '401', api: 'analytics', count: 1 });
    asked.length = 0;
    const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => gateway.query(analytics(index))));
    expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    expect(asked.filter((api) => api === 'token')).toHaveLength(1);
  });
});

function analytics(index: number): string {
  const end = `2026-03-10T00:00:${String(index).padStart(2, '0')}Z`;
  return `{ account(accountId: "12345678") { analytics(attempted: { start: "2026-03-01T00:00:00Z", end: "${end}" }) { fetchedAt } } }`;
}

async function order(url: string, fault: Record<string, unknown>): Promise<void> {
  const response = await fetch(`${url}/sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  });
  expect(response.status).toBe(201);
}
