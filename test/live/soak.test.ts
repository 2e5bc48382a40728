import { describe, expect, it } from 'vitest';
import { collectGarbage } from '../support/collect-garbage.ts';
import { counted } from '../support/freshness.ts';
import { until } from '../support/held-upstream.ts';
import { LIVE, openStream, startLive } from '../support/live.ts';
import { metric } from '../support/metrics.ts';

const CLIENTS = 20;

describe('subscribers that come and go', () => {
  it('leave nothing behind, whenever they leave', { timeout: 60_000 }, async () => {
    const { gateway, upstream } = await startLive({ answer: counted });
    const none = async () => (await metric(gateway, 'gateway_subscriptions')) === 0;
    /** Some leave before their first event, some during the stream; half share a question. */
    const round = async () => {
      const clients = Array.from({ length: CLIENTS }, async (_, index) => {
        const query = index % 2 === 0 ? LIVE : LIVE.replace('c1', `c${index}`);
        const stream = await openStream(gateway.url, query);
        if (index % 3 > 0) await stream.result(index % 3);
        stream.leave();
      });
      await Promise.all(clients);
      await until(none);
    };
    const heapAfter = async (rounds: number) => {
      for (let index = 0; index < rounds; index += 1) await round();
      gateway.lines.length = 0;
      upstream.requests.length = 0;
      collectGarbage();
      return process.memoryUsage().heapUsed;
    };
    const before = await heapAfter(3);
    const after = await heapAfter(10);
    // 200 streams; one that was kept would hold its request, response and texts.
    expect((after - before) / (10 * CLIENTS)).toBeLessThan(20_000);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(upstream.requests).toEqual([]);
  });
});
