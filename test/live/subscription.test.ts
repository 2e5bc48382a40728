import { describe, expect, it } from 'vitest';
import { counted } from '../support/freshness.ts';
import { until } from '../support/held-upstream.ts';
import { attemptedIn, LIVE, shortestGap, startLive } from '../support/live.ts';
import { metric } from '../support/metrics.ts';
import type { SeenRequest } from '../support/upstream.ts';
import { analyticsAnswer, analyticsRow } from '../support/wire.ts';

const same = () => ({ json: analyticsAnswer([analyticsRow({ attempted: 7 })]) });

describe('a subscription', () => {
  it('sends the answer at once, and again when it changed', async () => {
    const { open } = await startLive();
    const stream = await open();
    expect([stream.status, stream.headers['content-type']]).toEqual([200, 'text/event-stream; charset=utf-8']);
    expect([attemptedIn(await stream.result(0)), attemptedIn(await stream.result(1))]).toEqual([0, 1]);
  });

  it('sends nothing while the answer stays the same', async () => {
    const { open, upstream } = await startLive({ answer: same });
    const stream = await open();
    await until(() => upstream.requests.length >= 4);
    expect(stream.results).toHaveLength(1);
  });

  it('asks the upstream once for all subscribers, and not at all without any', async () => {
    const arrivals: number[] = [];
    const answer = (request: SeenRequest, index: number) => {
      arrivals.push(performance.now());
      return counted(request, index);
    };
    const { open, upstream, gateway } = await startLive({ answer });
    const streams = await Promise.all(Array.from({ length: 20 }, () => open()));
    await Promise.all(streams.map((stream) => stream.result(3)));
    expect(shortestGap(arrivals)).toBeGreaterThan(150);
    expect(await metric(gateway, 'gateway_subscriptions')).toBe(20);
    for (const stream of streams) stream.leave();
    await until(async () => (await metric(gateway, 'gateway_subscriptions')) === 0);
    const before = upstream.requests.length;
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(upstream.requests.length).toBe(before);
  });

  it('shows the last answer to a new subscriber at once', async () => {
    const { open, upstream } = await startLive({ config: { cache: { campaignsMs: 60_000 } } });
    await (await open()).result(0);
    expect(attemptedIn(await (await open()).result(0))).toBe(0);
    expect(upstream.requests).toHaveLength(1);
  });

  it.each(['application/json', 'application/graphql-response+json', '*/*'])('is 406 for Accept: %s', async (accept) => {
    const { ask, upstream } = await startLive();
    const { status, json } = await ask(LIVE, { headers: { accept } });
    expect([status, json.errors[0].extensions.code]).toEqual([406, 'NOT_ACCEPTABLE']);
    expect(upstream.requests).toEqual([]);
  });
});
