import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startAnswering } from '../support/answering.ts';
import { HOUR_MS, MINUTE_MS, START } from '../support/cached-send.ts';
import { collectGarbage } from '../support/collect-garbage.ts';
import { ANALYTICS, counted, HANDOFFS } from '../support/freshness.ts';
import { accountAt } from '../support/gateway.ts';
import { startHeldUpstream } from '../support/held-upstream.ts';
import type { Answer, SeenRequest } from '../support/upstream.ts';
import { analyticsAnswer, analyticsRow, handoffRow } from '../support/wire.ts';

const FRESH = { headers: { 'x-fresh-read': '1' } };

/** Another question over the upstream answer of `ANALYTICS`, and of handoffs. */
const BOTH = `{ account(accountId: "12345678") { campaign(campaignId: "c1") { analytics { totals { attempted } } }
  handoffs(first: 1) { nodes { name } } } }`;

/** Handoffs, and analytics that count the requests. */
const routed = (request: SeenRequest, index: number): Answer =>
  request.path.includes('/handoffs/') ? { json: [handoffRow('h1')] } : counted(request, index);

function stopClock(now = START): void {
  vi.useFakeTimers({ toFake: ['Date'], now });
  onTestFinished(() => void vi.useRealTimers());
}

describe('a ready answer ends', () => {
  it('when a fresh read replaces one of its upstream answers', async () => {
    const { ask, ways } = await startAnswering({ answer: routed });
    const attempted = async () => (await ask(BOTH)).json.data.account.campaign.analytics.totals.attempted;
    const before = await attempted();
    expect(await attempted()).toBe(before);
    await ask(ANALYTICS, FRESH);
    expect(await attempted()).toBeGreaterThan(before);
    expect(await ways()).toEqual({ run: 3, ready: 1, shared: 0 });
  });

  it.each([401, 403, 404, 400])('when HTTP %i deletes one of its upstream answers', async (status) => {
    let refuses = false;
    const { ask, ways } = await startAnswering({
      answer: (request, index) =>
        refuses && !request.path.includes('/handoffs/') ? { status, json: {} } : routed(request, index),
    });
    await ask(BOTH);
    refuses = true;
    expect((await ask(BOTH)).json.errors).toBeUndefined();
    await ask(ANALYTICS, FRESH);
    expect((await ask(BOTH)).json).toMatchObject({
      data: { account: { campaign: { analytics: null }, handoffs: { nodes: [{}] } } },
      errors: [{}],
    });
    expect(await ways()).toEqual({ run: 3, ready: 1, shared: 0 });
  });

  it('not when an upstream that has failed answers none', async () => {
    let fails = false;
    const { ask, ways } = await startAnswering({
      answer: (request, index) => (fails ? { status: 503, json: {} } : routed(request, index)),
    });
    const { bytes } = await ask(BOTH);
    fails = true;
    await ask(ANALYTICS, FRESH);
    expect((await ask(BOTH)).bytes).toEqual(bytes);
    expect(await ways()).toEqual({ run: 2, ready: 1, shared: 0 });
  });

  it('when LivePerson refuses the token of its caller, whatever it was asked for', async () => {
    let refuses = false;
    const { ask, ways } = await startAnswering({
      answer: (request, index) => (refuses ? { status: 401, json: {} } : routed(request, index)),
      config: { callers: { mode: 'leBearer' } },
    });
    const askAs = (question: string, more = {}) => ask(question, { headers: { authorization: 'Bearer one', ...more } });
    for (const _ of [1, 2]) expect((await askAs(HANDOFFS)).json.errors).toBeUndefined();
    expect(await ways()).toEqual({ run: 1, ready: 1, shared: 0 });
    refuses = true;
    expect((await askAs(ANALYTICS)).json.errors).toHaveLength(1);
    expect((await askAs(HANDOFFS)).json).toMatchObject({ errors: [{ extensions: { code: 'UPSTREAM_UNAUTHORIZED' } }] });
  });

  it('when the least fresh of its upstream answers is no longer fresh', async () => {
    stopClock();
    const { ask, ways } = await startAnswering({
      answer: routed,
      config: { cache: { campaignsMs: 2 * MINUTE_MS, handoffsMs: 5 * MINUTE_MS, staleWhileRevalidateMs: 0 } },
    });
    await ask(BOTH);
    vi.setSystemTime(START + 2 * MINUTE_MS - 1);
    expect((await ask(BOTH)).headers['cache-control']).toBe('private, max-age=0');
    expect(await ways()).toEqual({ run: 1, ready: 1, shared: 0 });
    vi.setSystemTime(START + 2 * MINUTE_MS);
    expect((await ask(BOTH)).headers['cache-control']).toBe('private, max-age=120');
    expect(await ways()).toEqual({ run: 2, ready: 1, shared: 0 });
  });

  it('at midnight in UTC, when the retention of LivePerson moves on', async () => {
    const midnight = START + 12 * HOUR_MS;
    stopClock(midnight - 10);
    const { ask, ways, upstream } = await startAnswering();
    await ask(ANALYTICS);
    vi.setSystemTime(midnight - 1);
    await ask(ANALYTICS);
    expect(await ways()).toEqual({ run: 1, ready: 1, shared: 0 });
    vi.setSystemTime(midnight);
    await ask(ANALYTICS);
    await ask(ANALYTICS);
    expect(await ways()).toEqual({ run: 2, ready: 2, shared: 0 });
    expect(upstream.requests).toHaveLength(1);
  });

  it('at midnight, too, if its run began before', async () => {
    const midnight = START + 12 * HOUR_MS;
    stopClock(midnight - 1);
    const upstream = await startHeldUpstream(analyticsAnswer([analyticsRow()]));
    const { ask, ways } = await startAnswering({ upstream });
    const running = ask(ANALYTICS);
    await upstream.came(1);
    vi.setSystemTime(midnight);
    upstream.release();
    await running;
    await ask(ANALYTICS);
    expect(await ways()).toEqual({ run: 2, ready: 0, shared: 0 });
  });

  it('at a reload', async () => {
    const { ask, ways, reload, upstream } = await startAnswering();
    await ask(ANALYTICS);
    await reload();
    await ask(ANALYTICS);
    await ask(ANALYTICS);
    expect(await ways()).toEqual({ run: 2, ready: 1, shared: 0 });
    expect(upstream.requests).toHaveLength(1);
  });

  it('at a reload, with its memory', async () => {
    const answer = () => ({ json: [handoffRow('h1', { name: 'x'.repeat(900_000) })] });
    const { ask, reload } = await startAnswering({ answer });
    const held = () => {
      collectGarbage();
      return process.memoryUsage().arrayBuffers;
    };
    const before = held();
    for (let index = 0; index < 8; index += 1) await ask(HANDOFFS.replace('handoffId', `a${index}: name`));
    const kept = held() - before;
    await reload();
    // What the sockets still hold is let go of a few turns later.
    await expect.poll(() => held() - before).toBeLessThan(kept / 2);
  });

  it('when its account is no longer served', async () => {
    const { ask, reload, upstream } = await startAnswering();
    await ask(ANALYTICS);
    await reload({ accounts: [accountAt(upstream.url, { accountId: '999' })] });
    expect((await ask(ANALYTICS)).json.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });
});
