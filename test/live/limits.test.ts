import { describe, expect, it } from 'vitest';
import { until } from '../support/held-upstream.ts';
import { LIVE, startLive } from '../support/live.ts';
import { metric } from '../support/metrics.ts';

const limited = (subscriptions: Record<string, number>) => startLive({ config: { subscriptions } });
const EVENTS = { headers: { accept: 'text/event-stream' } };

describe('the limit of subscriptions', () => {
  it('of a caller is 429, until one of them ends', async () => {
    const { open, ask, gateway } = await limited({ perCaller: 2 });
    const [first] = await Promise.all([open(), open()]);
    const { status, json } = await ask(LIVE, EVENTS);
    expect([status, json]).toEqual([
      429,
      {
        errors: [
          {
            message: 'The caller has 2 subscriptions open, which is the limit. End one of them first.',
            extensions: { code: 'LIMIT_EXCEEDED', limit: 'subscriptions.perCaller', maximum: 2 },
          },
        ],
      },
    ]);
    first.leave();
    await until(async () => (await metric(gateway, 'gateway_subscriptions')) === 1);
    expect((await open()).status).toBe(200);
  });

  it('of all is 503, counted and logged as refused', async () => {
    const { open, ask, gateway } = await limited({ total: 1 });
    await open();
    const { status, json, headers } = await ask(LIVE, EVENTS);
    expect([status, json.errors[0].extensions.code, headers['retry-after']]).toEqual([503, 'OVERLOADED', '1']);
    expect(gateway.lines).toMatchObject([{ outcome: 'refused', refusal: 'OVERLOADED' }]);
  });

  it('of a body is 64 KiB, because it stays in memory', async () => {
    const { ask } = await startLive();
    const { status, json } = await ask({ query: LIVE, variables: { more: 'x'.repeat(64 * 1024) } }, EVENTS);
    expect([status, json.errors[0].extensions]).toEqual([
      413,
      { code: 'LIMIT_EXCEEDED', limit: 'bodyBytes', maximum: 65_536 },
    ]);
  });

  it('does not count queries that are answered by an event', async () => {
    const { open, ask } = await limited({ perCaller: 1, total: 1 });
    await open();
    expect((await ask('{ __typename }', EVENTS)).status).toBe(200);
  });
});
