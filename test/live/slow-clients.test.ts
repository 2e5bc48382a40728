import { request } from 'undici';
import { describe, expect, it } from 'vitest';
import { until } from '../support/held-upstream.ts';
import { startLive } from '../support/live.ts';
import { metric } from '../support/metrics.ts';
import { handoffRow } from '../support/wire.ts';

/** More than the buffers of a connection hold. */
const NAME = 'x'.repeat(8 * 1024 ** 2);

const HANDOFFS = 'subscription { account(accountId: "12345678") { handoffs(first: 1) { nodes { name } } } }';

/** Subscribes to large answers, and reads nothing of them yet. */
async function subscribeUnread(door: Record<string, unknown>) {
  const live = await startLive({
    answer: (_, index) => ({ json: [handoffRow('H1', { name: `${index} ${NAME}` }), handoffRow('H2')] }),
    config: { cache: { handoffsMs: 100 }, door },
  });
  const { body } = await request(live.gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: HANDOFFS }),
  });
  body.on('error', () => {});
  return { ...live, body };
}

describe('a client that is slow to read', () => {
  it('gets the newest answer when it reads, and not those between', async () => {
    const { upstream, body } = await subscribeUnread({});
    await until(() => upstream.requests.length >= 8);
    let text = '';
    for await (const chunk of body) {
      text += chunk;
      if (text.split('event: next').length > 2 && text.endsWith('\n\n')) break;
    }
    const numbers = [...text.matchAll(/"name":"(\d+) /g)].map(([, index]) => Number(index));
    expect(numbers).toHaveLength(2);
    expect(numbers[0]).toBe(0);
    expect(numbers[1]).toBeGreaterThanOrEqual(6);
  });

  it.each([
    ['reads nothing for door.sendIdleMs', { sendIdleMs: 300 }],
    ['reads less than door.sendBytesPerSecond', { sendIdleMs: 300, sendBytesPerSecond: 1024 ** 3 }],
  ])('loses its connection when it %s', async (_, door) => {
    const { gateway } = await subscribeUnread(door);
    await until(async () => (await metric(gateway, 'gateway_subscriptions')) === 0);
    await until(() => gateway.lines.length > 0);
  });
});
