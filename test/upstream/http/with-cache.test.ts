import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CachedAnswer, UpstreamRequest } from '../../../src/upstream/http/request.ts';
import { counted, HOUR_MS, MINUTE_MS, START, startCachedSend, wait } from '../../support/cached-send.ts';
import { failureOf } from '../../support/sender.ts';
import type { Answer } from '../../support/upstream.ts';

describe('withCache', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: START });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each<[string, Partial<UpstreamRequest>, number]>([
    ['a window that settled', { windowEndMs: START - 80 * MINUTE_MS - 1 }, 6 * HOUR_MS],
    ['a window that is settling', { windowEndMs: START - 80 * MINUTE_MS }, MINUTE_MS],
    ['a window that has not ended', { windowEndMs: START + HOUR_MS }, MINUTE_MS],
    ['a campaign report', { family: 'campaignReport' }, 2 * MINUTE_MS],
    ['campaign analytics', { family: 'campaignAnalytics' }, 2 * MINUTE_MS],
    ['handoffs', { family: 'handoffs' }, 5 * MINUTE_MS],
  ])('keeps %s as long as configured', async (_, about, ttlMs) => {
    const { read, upstream, results, kept } = await startCachedSend(counted);
    await read(about);
    wait(ttlMs - 1);
    expect(await read(about)).toMatchObject({ status: 200, body: '0', fetchedAt: START });
    expect(kept).toEqual([
      { fetchedAt: START, freshForMs: ttlMs },
      { fetchedAt: START, freshForMs: 1 },
    ]);
    expect(results).toEqual(['miss', 'hit']);
    expect(upstream.requests).toHaveLength(1);
  });

  it.each<[string, Answer]>([
    ['an error', { status: 500, json: {} }],
    ['an HTML page', { text: '<html>' }],
    ['a body that was cut', { text: '{"a":' }],
    ['a 204', { status: 204, text: '' }],
    ['success: false', { json: { success: false } }],
    ['success: "false"', { json: { success: 'false' } }],
    ['an error in a 200', { json: { error: 'try later' } }],
  ])('does not keep %s', async (_, first) => {
    const { read, bodies, upstream, kept } = await startCachedSend((_request, index) =>
      index === 0 ? first : { json: 1 },
    );
    await read().catch(() => undefined);
    expect(kept).toEqual([]);
    expect(await bodies()).toBe('1');
    expect(upstream.requests).toHaveLength(2);
  });

  it('keeps no longer what its reader throws away', async () => {
    const { read, bodies } = await startCachedSend(counted);
    (await read()).discard?.();
    expect(await bodies()).toBe('1');
    (await read()).discard?.();
    expect(await bodies()).toBe('2');
  });

  it('asks the upstream for a fresh call, and keeps what it says', async () => {
    const { read, bodies } = await startCachedSend(counted);
    await bodies();
    expect((await read({}, { fresh: true })).body).toBe('1');
    expect(await bodies()).toBe('1');
  });

  it('serves nothing kept to a fresh call that fails', async () => {
    const { read, bodies } = await startCachedSend((_, index) => ({ status: index === 0 ? 200 : 503, json: {} }));
    await bodies();
    expect(await failureOf(read({}, { fresh: true }))).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
  });

  it('keeps nothing of what may not be repeated', async () => {
    const { read, results } = await startCachedSend(counted);
    await read({ repeatable: false });
    expect((await read({ repeatable: false })).body).toBe('1');
    expect(results).toEqual([]);
  });

  it('serves bulk work what is kept, but keeps what that reads only in the place that it brings', async () => {
    const { read, results } = await startCachedSend(counted);
    const bulk = new Map<string, CachedAnswer>();
    const own = {
      get: (name: string) => bulk.get(name),
      set: kept(bulk),
      delete: (name: string) => void bulk.delete(name),
    };
    expect((await read({}, { bulk: own })).body).toBe('0');
    expect((await read({}, { bulk: own })).body).toBe('0');
    expect((await read()).body).toBe('1');
    bulk.clear();
    expect((await read({}, { bulk: own })).body).toBe('1');
    expect(results).toEqual(['miss', 'hit', 'miss', 'hit']);
    expect(bulk.size).toBe(0);
  });
});

/** A memory's `set`. */
function kept(memory: Map<string, CachedAnswer>) {
  return (name: string, answer: CachedAnswer) => {
    memory.set(name, answer);
    return answer;
  };
}
