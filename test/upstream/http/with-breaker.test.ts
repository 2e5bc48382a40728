import { describe, expect, it } from 'vitest';
import type { Family } from '../../../src/upstream/family.ts';
import { type Layer, type Send, withLayers } from '../../../src/upstream/http/request.ts';
import { UpstreamError } from '../../../src/upstream/http/upstream-error.ts';
import {
  type BreakerOptions,
  type BreakerState,
  createBreaker,
  withBreaker,
} from '../../../src/upstream/http/with-breaker.ts';
import { withErrors } from '../../../src/upstream/http/with-errors.ts';
import { withRetry } from '../../../src/upstream/http/with-retry.ts';
import { withTimeout } from '../../../src/upstream/http/with-timeout.ts';
import { perFamily } from '../../../src/upstream/traffic/per-family.ts';
import { failureOf, readOf, refusingUrl, testCall, testTransport } from '../../support/sender.ts';
import { type Answer, startUpstream } from '../../support/upstream.ts';

const OPTIONS = { failureShare: 0.5, windowMs: 5000, minimumCalls: 4, probeAfterMs: 80, slowAfterMs: 30 };
const OK: Answer = { json: {} };
const DOWN: Answer = { status: 500, json: {} };
const HANG: Answer = () => {};
const SERVICE = 'OUTBOUND_REPORTING';

/** A send through breakers of its own, and the states that they went through. */
function guarded(more: Partial<BreakerOptions> = {}, attemptTimeoutMs = 60) {
  const states: string[] = [];
  const breakerOf = perFamily((family: Family) =>
    createBreaker(SERVICE, { ...OPTIONS, ...more }, (state: BreakerState) => states.push(`${family} ${state}`)),
  );
  const layers = [withBreaker(breakerOf), withErrors(), withTimeout(attemptTimeoutMs)];
  return { states, layers, send: withLayers(testTransport(), layers) };
}

/** An upstream that answers as it is told last. */
async function changing(first: Answer) {
  let answer = first;
  const upstream = await startUpstream(() => answer);
  return {
    upstream,
    turn(next: Answer) {
      answer = next;
    },
  };
}

/** Sends so many reads one after the other, whatever becomes of them. */
async function times(count: number, send: Send, url: string, family: Family = 'transactions'): Promise<void> {
  for (let sent = 0; sent < count; sent += 1) await send(readOf(url, { family })).catch(() => null);
}

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('withBreaker', () => {
  it.each<[string, Answer]>([
    ['500', DOWN],
    ['503', { status: 503, text: '<html>' }],
    ['an attempt that timed out', HANG],
    ['a hang-up', (response) => response.socket?.destroy()],
  ])('opens after so many of %s', async (_, answer) => {
    const { upstream } = await changing(answer);
    const { send, states } = guarded();
    await times(4, send, upstream.url);
    expect(states).toEqual(['transactions closed', 'transactions open']);
  });

  it('opens when nothing listens', async () => {
    const { send, states } = guarded();
    await times(4, send, await refusingUrl());
    expect(states).toEqual(['transactions closed', 'transactions open']);
  });

  it.each([400, 401, 403, 404, 408, 422, 429])('stays closed at any number of %i', async (status) => {
    const { upstream } = await changing({ status, json: {} });
    const { send } = guarded();
    await times(8, send, upstream.url);
    expect(upstream.requests).toHaveLength(8);
  });

  it('stays closed at what is no JSON, for that is an answer', async () => {
    const { upstream } = await changing((response) => response.socket?.end('no HTTP\r\n\r\n'));
    const { send } = guarded();
    await times(8, send, upstream.url);
    expect(upstream.requests).toHaveLength(8);
  });

  it('stays closed below the minimum of calls, and below the share of failures', async () => {
    const { upstream, turn } = await changing(DOWN);
    const { send, states } = guarded();
    await times(3, send, upstream.url);
    turn(OK);
    await times(5, send, upstream.url);
    turn(DOWN);
    await times(1, send, upstream.url);
    expect(states).toEqual(['transactions closed']);
    await times(1, send, upstream.url);
    expect(states).toEqual(['transactions closed', 'transactions open']);
  });

  it('forgets what is older than its window, however few calls there are', async () => {
    const { upstream } = await changing(DOWN);
    const { send, states } = guarded({ windowMs: 100 });
    await times(3, send, upstream.url);
    await later(120);
    await times(3, send, upstream.url);
    expect(states).toEqual(['transactions closed']);
  });

  it('learns nothing from a client that goes away', async () => {
    const { upstream, turn } = await changing(HANG);
    const { send } = guarded();
    for (let sent = 0; sent < 5; sent += 1) {
      const client = new AbortController();
      const left = send(readOf(upstream.url, { call: testCall(5000, client.signal) }));
      client.abort();
      await expect(left).rejects.toMatchObject({ name: 'AbortError' });
    }
    turn(OK);
    expect(await send(readOf(upstream.url))).toMatchObject({ status: 200 });
  });

  it('learns nothing from a deadline that was too short to be the fault of the upstream', async () => {
    const { upstream } = await changing(HANG);
    const { send, states } = guarded({ slowAfterMs: 1000 }, 2000);
    for (let sent = 0; sent < 5; sent += 1) {
      expect(await failureOf(send(readOf(upstream.url, { call: testCall(10) })))).toMatchObject({
        code: 'UPSTREAM_TIMEOUT',
      });
    }
    expect(states).toEqual(['transactions closed']);
  });

  it('does not take the wait for a slot for time that the upstream had', async () => {
    const { upstream } = await changing(HANG);
    const { layers, states } = guarded({}, 2000);
    const queued: Layer = (next) => async (request) => {
      await later(40);
      return next(request);
    };
    const send = withLayers(testTransport(), layers.toSpliced(2, 0, queued));
    const late = () => send(readOf(upstream.url, { call: testCall(55) })).catch(() => null);
    await Promise.all([late(), late(), late(), late()]);
    expect(states).toEqual(['transactions closed']);
  });

  it('counts a deadline that left the upstream time enough', async () => {
    const { upstream } = await changing(HANG);
    const { send, states } = guarded({}, 2000);
    const slow = () => send(readOf(upstream.url, { call: testCall(50) })).catch(() => null);
    await Promise.all([slow(), slow(), slow(), slow()]);
    expect(states).toEqual(['transactions closed', 'transactions open']);
  });

  it("learns nothing from another service's failure, or from what was refused before it was sent", async () => {
    const failures = [
      new UpstreamError('UPSTREAM_UNAVAILABLE', 'SENTINEL', 'answered with HTTP 500', { delivery: 'unknown' }),
      new UpstreamError('UPSTREAM_RATE_LIMITED', SERVICE, 'has no slot left', { delivery: 'unsent' }),
      new UpstreamError('UPSTREAM_UNAUTHORIZED', SERVICE, 'needs credentials', { delivery: 'unsent' }),
    ];
    for (const failure of failures) {
      const { layers, states } = guarded();
      await times(
        8,
        withLayers(() => Promise.reject(failure), layers),
        'https://api.example.net',
      );
      expect(states).toEqual(['transactions closed']);
    }
  });
});

describe('an open breaker', () => {
  it('answers at once, unsent, with the time until its probe, and calls nobody', async () => {
    const { upstream } = await changing(DOWN);
    const { send } = guarded({ probeAfterMs: 10_000 });
    await times(4, send, upstream.url);
    const error = await failureOf(send(readOf(upstream.url)));
    expect(error).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', service: SERVICE, details: { delivery: 'unsent' } });
    expect(error.details.httpStatus).toBeUndefined();
    expect(error.details.retryAfterMs).toBeGreaterThan(9000);
    expect(error.details.retryAfterMs).toBeLessThanOrEqual(10_000);
    expect(upstream.requests).toHaveLength(4);
  });

  it('is of one family only', async () => {
    const { upstream } = await changing(DOWN);
    const { send } = guarded({ probeAfterMs: 10_000 });
    await times(4, send, upstream.url);
    await times(1, send, upstream.url, 'analytics');
    expect(upstream.requests).toHaveLength(5);
  });

  it('lets one call through after a while, and closes when that is answered', async () => {
    const { upstream, turn } = await changing(DOWN);
    const { send, states } = guarded();
    await times(4, send, upstream.url);
    turn((response) => setTimeout(() => response.end('{}'), 30));
    await later(90);
    const all = await Promise.allSettled(Array.from({ length: 5 }, () => send(readOf(upstream.url))));
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', ...Array(4).fill('rejected')]);
    expect(upstream.requests).toHaveLength(5);
    turn(OK);
    await times(3, send, upstream.url);
    expect(upstream.requests).toHaveLength(8);
    expect(states).toEqual(['closed', 'open', 'half_open', 'closed'].map((state) => `transactions ${state}`));
  });

  it('takes a 4xx for an answer of its probe', async () => {
    const { upstream, turn } = await changing(DOWN);
    const { send, states } = guarded();
    await times(4, send, upstream.url);
    turn({ status: 404, json: {} });
    await later(90);
    await times(2, send, upstream.url);
    expect(states.at(-1)).toBe('transactions closed');
    expect(upstream.requests).toHaveLength(6);
  });

  it('stays open when its probe fails, and when the client of its probe goes away', async () => {
    const { upstream, turn } = await changing(DOWN);
    const { send, states } = guarded();
    await times(4, send, upstream.url);
    await later(90);
    await times(2, send, upstream.url);
    expect(upstream.requests).toHaveLength(5);
    turn(HANG);
    await later(90);
    const client = new AbortController();
    const left = send(readOf(upstream.url, { call: testCall(5000, client.signal) }));
    client.abort();
    await expect(left).rejects.toMatchObject({ name: 'AbortError' });
    const open = ['half_open', 'open', 'half_open', 'open'];
    expect(states).toEqual(['closed', 'open', ...open].map((state) => `transactions ${state}`));
  });

  it('ends a retry: its refusal is not waited upon', async () => {
    const { upstream } = await changing(DOWN);
    const { layers, states } = guarded({ probeAfterMs: 10 });
    const table = { rateLimitedMs: [], unavailableMs: Array(9).fill(1), unreachableMs: [] };
    const failure = await failureOf(withLayers(testTransport(), [withRetry(table), ...layers])(readOf(upstream.url)));
    expect(failure).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', details: { delivery: 'unsent' } });
    expect(upstream.requests).toHaveLength(4);
    expect(states).toEqual(['transactions closed', 'transactions open']);
  });
});
