import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { counted, MINUTE_MS, START, startCachedSend, wait } from '../../support/cached-send.ts';
import { failureOf } from '../../support/sender.ts';
import type { Answer } from '../../support/upstream.ts';

describe('withCache, past the time of an answer,', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: START });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('serves what is past its time, while one refresh runs behind it', async () => {
    const gate = Promise.withResolvers<Answer>();
    const { bodies, upstream, results, kept } = await startCachedSend((_, index) =>
      index === 1 ? gate.promise : { json: index },
    );
    await bodies();
    wait(MINUTE_MS);
    expect(await Promise.all([bodies(), bodies(), bodies()])).toEqual(['0', '0', '0']);
    expect(kept.slice(1)).toEqual(Array(3).fill({ fetchedAt: START, freshForMs: 0 }));
    gate.resolve({ json: 1 });
    await vi.waitFor(async () => expect(await bodies()).toBe('1'));
    expect(upstream.requests).toHaveLength(2);
    expect(results.slice(0, 4)).toEqual(['miss', 'stale', 'stale', 'stale']);
    expect(results.at(-1)).toBe('hit');
  });

  it('has a poll wait for what is new, and serves it what is past its time only if there is nothing', async () => {
    const { read, results } = await startCachedSend((_, index) =>
      index < 2 ? { json: index } : { status: 503, json: {} },
    );
    const poll = async () => (await read({}, { poll: true })).body;
    expect([await poll(), await poll()]).toEqual(['0', '0']);
    wait(MINUTE_MS);
    expect(await poll()).toBe('1');
    wait(MINUTE_MS);
    expect(await poll()).toBe('1');
    expect(results).toEqual(['miss', 'hit', 'miss', 'stale']);
  });

  it('refreshes although the client that was served stale has left', async () => {
    const gate = Promise.withResolvers<Answer>();
    const { bodies, read, upstream } = await startCachedSend((_, index) =>
      index === 1 ? gate.promise : { json: index },
    );
    await bodies();
    wait(MINUTE_MS);
    const client = new AbortController();
    await read({}, { signal: client.signal });
    await vi.waitFor(() => expect(upstream.requests).toHaveLength(2));
    client.abort();
    gate.resolve({ json: 1 });
    await vi.waitFor(async () => expect(await bodies()).toBe('1'));
    expect(upstream.requests).toHaveLength(2);
  });

  it('waits for a new answer when the old one is too old', async () => {
    const { bodies, results } = await startCachedSend(counted);
    await bodies();
    wait(2 * MINUTE_MS);
    expect(await bodies()).toBe('1');
    expect(results).toEqual(['miss', 'miss']);
  });

  it.each<[string, Answer]>([
    ['HTTP 429', { status: 429, json: {} }],
    ['HTTP 500', { status: 500, json: {} }],
    ['a reset', (response) => response.destroy()],
  ])('serves what it has on %s, up to the stated age', async (_, failure) => {
    const { read, bodies, results, kept } = await startCachedSend((_request, index) =>
      index === 0 ? { json: 0 } : failure,
    );
    await bodies();
    wait(30 * MINUTE_MS);
    expect(await read()).toMatchObject({ body: '0', fetchedAt: START });
    expect(kept.at(-1)).toEqual({ fetchedAt: START, freshForMs: -29 * MINUTE_MS });
    wait(31 * MINUTE_MS);
    await failureOf(read());
    expect(results).toEqual(['miss', 'stale', 'miss']);
  });

  it.each([401, 404, 400])('shows an HTTP %i, and forgets what it had', async (status) => {
    const { read, bodies } = await startCachedSend((_, index) => ({ status: index === 1 ? status : 200, json: index }));
    await bodies();
    wait(30 * MINUTE_MS);
    expect((await failureOf(read())).details.httpStatus).toBe(status);
    vi.setSystemTime(START);
    expect(await bodies()).toBe('2');
  });

  it('forgets what a refresh behind it finds refused', async () => {
    const { read, bodies, upstream } = await startCachedSend((_, index) => ({
      status: index === 0 ? 200 : 404,
      json: 0,
    }));
    await bodies();
    wait(MINUTE_MS);
    expect(await bodies()).toBe('0');
    await vi.waitFor(() => expect(upstream.requests).toHaveLength(2));
    await vi.waitFor(async () => expect((await failureOf(read())).code).toBe('UPSTREAM_NOT_FOUND'));
  });

  it('keeps the good answer when a refresh brings one that cannot be kept', async () => {
    const { bodies, upstream } = await startCachedSend((_, index) => (index === 0 ? { json: 0 } : { text: '<html>' }));
    await bodies();
    wait(MINUTE_MS);
    await bodies();
    await vi.waitFor(() => expect(upstream.requests).toHaveLength(2));
    expect(await bodies()).toBe('0');
  });
});
