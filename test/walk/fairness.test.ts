import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { budgetsOf } from '../support/budgets.ts';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { until } from '../support/held-upstream.ts';
import { jwtCallers, signingKey, startIssuer } from '../support/issuer.ts';
import { startUpstream } from '../support/upstream.ts';
import { analyticsAnswer } from '../support/wire.ts';

/** The analytics of a campaign that nobody asked for before. */
let asked = 0;
const query = () => {
  asked += 1;
  return `{ account(accountId: "12345678") { campaign(campaignId: "c${asked}") { analytics { fetchedAt } } } }`;
};

/** A gateway whose callers have tokens of their own, and one request id; `ask` asks once as the caller of that name. */
async function startFair(budgets: Record<string, unknown>) {
  const upstream = await startUpstream(() => ({ json: analyticsAnswer([]) }));
  const key = await signingKey('key-1');
  const callers = jwtCallers(await startIssuer(key));
  const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)], callers, budgets });
  const ask = async (sub: string, signal: AbortSignal | null = null) => {
    const token = await key.sign({ sub, scope: 'analytics:read' });
    const began = performance.now();
    const answer = await gateway.query(
      query(),
      {},
      {
        headers: { authorization: `Bearer ${token}`, 'x-request-id': 'the-same-for-all' },
        signal,
      },
    );
    return { ...answer, ms: performance.now() - began };
  };
  return { upstream, ask };
}

describe('many requests of one caller', () => {
  // A machine that stands still delays the one turn that is measured.
  it("delay another's by less than 200 ms", { retry: 3 }, async () => {
    const { upstream, ask } = await startFair(budgetsOf(10));
    await ask('bob');
    await sleep(1100);
    const alone = await ask('bob');
    const ended = new AbortController();
    const flood = Array.from({ length: 100 }, () => ask('alice', ended.signal));
    await until(() => upstream.requests.length > 8);
    const beside = await ask('bob');
    expect(beside.errors).toBeUndefined();
    expect(beside.ms - alone.ms).toBeLessThan(200);
    expect(upstream.requests.length).toBeLessThan(30);
    ended.abort();
    await Promise.allSettled(flood);
  });

  it('leave another its turns, although all have the same request id', async () => {
    const { upstream, ask } = await startFair(budgetsOf(20));
    const flood = Array.from({ length: 40 }, () => ask('alice'));
    await until(() => upstream.requests.length > 3);
    const before = upstream.requests.length;
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask('bob')));
    expect(answers.flatMap(({ errors = [] }) => errors)).toEqual([]);
    expect(upstream.requests.length - before).toBeLessThan(20);
    await Promise.all(flood);
  });
});

describe('budgets.waitingPerCaller', () => {
  it("bounds a caller's waiting calls, and no other's", async () => {
    const { upstream, ask } = await startFair({ ...budgetsOf(5), waitingPerCaller: 3 });
    const flood = Array.from({ length: 10 }, () => ask('alice'));
    await until(() => upstream.requests.length > 0);
    expect((await ask('bob')).errors).toBeUndefined();
    const errors = (await Promise.all(flood)).flatMap((answer) => answer.errors ?? []);
    expect(errors.length).toBeGreaterThan(3);
    for (const { message, extensions } of errors) {
      expect(message).toBe(
        'Outbound Reporting was not called, because the caller has 3 calls that wait for a turn, which is the limit.',
      );
      expect(extensions).toMatchObject({ code: 'UPSTREAM_RATE_LIMITED' });
      expect(extensions.retryAfterMs).toBeGreaterThan(0);
    }
  });
});
