import { describe, expect, it } from 'vitest';
import { until } from '../support/held-upstream.ts';
import { attemptedIn, startLive } from '../support/live.ts';
import { analyticsAnswer, analyticsRow } from '../support/wire.ts';

const OUTAGE = { status: 503, json: {} };

/** A live gateway over an upstream that can be down, and otherwise answers by the number of its requests. */
async function startFailing(down: boolean, cache: Record<string, unknown> = {}) {
  const state = { down };
  const live = await startLive({
    answer: (_, index) => (state.down ? OUTAGE : { json: analyticsAnswer([analyticsRow({ attempted: index })]) }),
    config: { cache: { campaignsMs: 200, ...cache }, breaker: { minimumCalls: 10_000 } },
  });
  return { ...live, state };
}

describe('a poll that fails', () => {
  it('shows its error once, and the data when they are back', async () => {
    const { open, upstream, state } = await startFailing(true);
    const stream = await open();
    expect((await stream.result(0)).errors?.[0]?.extensions.code).toBe('UPSTREAM_UNAVAILABLE');
    await until(() => upstream.requests.length >= 3);
    expect(stream.results).toHaveLength(1);
    state.down = false;
    expect(attemptedIn(await stream.result(1))).toBeGreaterThanOrEqual(3);
  });

  it('shows once that its data are stale, as long as they may be', async () => {
    const { open, upstream, state } = await startFailing(false);
    const stream = await open();
    await stream.result(0);
    state.down = true;
    await until(() => stream.results.at(-1)?.extensions?.stale !== undefined);
    const known = stream.results.length;
    const before = upstream.requests.length;
    await until(() => upstream.requests.length >= before + 3);
    expect(stream.results).toHaveLength(known);
    state.down = false;
    expect((await stream.result(known)).extensions?.stale).toBeUndefined();
  });

  it('is repeated less and less often if it has no data at all', async () => {
    const { gateway, open, upstream } = await startLive({
      answer: (_, index) => ({ json: analyticsAnswer([analyticsRow({ attempted: index })]) }),
      config: {
        operations: { answerBytes: 1024 },
        subscriptions: { shortestPollMs: 100, pollMs: 100, longestPollMs: 60_000 },
      },
    });
    const names = Array.from({ length: 40 }, (_, index) => `long_name_of_a_field_${index}: channel`).join(' ');
    const stream = await open(
      `subscription { account(accountId: "12345678") { campaign(campaignId: "c1") { analytics { breakdown(by: [CHANNEL]) { ${names} } } } } }`,
    );
    expect((await stream.result(0)).errors?.[0]?.extensions).toMatchObject({ limit: 'answerBytes' });
    await until(() => upstream.requests.length >= 3);
    const began = performance.now();
    await until(() => upstream.requests.length >= 4);
    expect(performance.now() - began).toBeGreaterThan(300);
    expect([stream.results.length, gateway.bugs]).toEqual([1, []]);
  });
});
