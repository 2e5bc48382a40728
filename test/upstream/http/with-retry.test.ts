import { describe, expect, it } from 'vitest';
import { type UpstreamRequest, withLayers } from '../../../src/upstream/http/request.ts';
import { withErrors } from '../../../src/upstream/http/with-errors.ts';
import { type RetryTable, withRetry } from '../../../src/upstream/http/with-retry.ts';
import { failureOf, readOf, refusingUrl, testCall, testTransport } from '../../support/sender.ts';
import { type Answer, startUpstream } from '../../support/upstream.ts';

const TABLE: RetryTable = { rateLimitedMs: [1, 2, 3], unavailableMs: [1, 2], unreachableMs: [1] };
const HANG_UP: Answer = (response) => response.socket?.destroy();

/** Sends through `withRetry`, and remembers when each attempt began. */
function retrying(table: RetryTable = TABLE) {
  const begunAt: number[] = [];
  const send = withLayers(testTransport(), [
    withRetry(table),
    withErrors(),
    (next) => (request) => {
      begunAt.push(performance.now());
      return next(request);
    },
  ]);
  const waits = () => begunAt.slice(1).map((at, index) => at - (begunAt[index] ?? 0));
  return { send, waits, attempts: () => begunAt.length };
}

/** How often an upstream that always answers so is asked. */
async function attemptsAt(answer: Answer, more: Partial<UpstreamRequest> = {}): Promise<number> {
  const upstream = await startUpstream(() => answer);
  const { send, attempts } = retrying();
  await failureOf(send(readOf(upstream.url, more)));
  expect(upstream.requests).toHaveLength(attempts());
  return attempts();
}

describe('withRetry of a read', () => {
  it.each<[string, Answer, number]>([
    ['429', { status: 429, json: {} }, 1 + TABLE.rateLimitedMs.length],
    ['500', { status: 500, json: {} }, 1 + TABLE.unavailableMs.length],
    ['502', { status: 502, text: '<html>' }, 1 + TABLE.unavailableMs.length],
    ['503', { status: 503, json: {} }, 1 + TABLE.unavailableMs.length],
    ['a hang-up', HANG_UP, 1 + TABLE.unreachableMs.length],
    ...[302, 400, 401, 403, 404, 408, 409, 422].map((status): [string, Answer, number] => [
      String(status),
      { status, json: {} },
      1,
    ]),
  ])('after %s sends it %#: as often as the table says', async (_, answer, expected) => {
    expect(await attemptsAt(answer)).toBe(expected);
  });

  it('sends it as often as the table says when the connection is refused', async () => {
    const { send, attempts } = retrying();
    expect(await failureOf(send(readOf(await refusingUrl())))).toMatchObject({ code: 'UPSTREAM_UNREACHABLE' });
    expect(attempts()).toBe(1 + TABLE.unreachableMs.length);
  });

  it('answers with the first success', async () => {
    const upstream = await startUpstream((_, index) => (index < 2 ? { status: 503, json: {} } : { json: { ok: 1 } }));
    const { send } = retrying();
    expect(await send(readOf(upstream.url))).toMatchObject({ status: 200, body: '{"ok":1}' });
  });

  it('does not repeat a bug', async () => {
    let sent = 0;
    const broken = () => {
      sent += 1;
      return Promise.reject(new TypeError('x is not a function'));
    };
    await expect(withLayers(broken, [withRetry(TABLE)])(readOf('https://api.example.net'))).rejects.toThrow(TypeError);
    expect(sent).toBe(1);
  });
});

describe('withRetry of what is not repeatable', () => {
  it.each<[string, Answer, number]>([
    ['429', { status: 429, json: {} }, 1 + TABLE.rateLimitedMs.length],
    ['500', { status: 500, json: {} }, 1],
    ['503', { status: 503, json: {} }, 1],
    ['a hang-up', HANG_UP, 1],
  ])('after %s sends it as often as surely does no harm', async (_, answer, expected) => {
    expect(await attemptsAt(answer, { method: 'POST', body: '{}', repeatable: false })).toBe(expected);
  });

  it('sends it again when the connection was refused', async () => {
    const { send, attempts } = retrying();
    await failureOf(send(readOf(await refusingUrl(), { method: 'POST', repeatable: false })));
    expect(attempts()).toBe(1 + TABLE.unreachableMs.length);
  });
});

describe('the waits of withRetry', () => {
  it.each([429, 500])('after %i are those of the table, in order', async (status) => {
    const upstream = await startUpstream(() => ({ status, json: {} }));
    const { send, waits } = retrying({ rateLimitedMs: [30, 60], unavailableMs: [30, 60], unreachableMs: [] });
    await failureOf(send(readOf(upstream.url)));
    const [first = 0, second = 0] = waits();
    expect(first).toBeGreaterThanOrEqual(29);
    expect(second).toBeGreaterThanOrEqual(59);
  });

  it('obey a longer Retry-After', async () => {
    const upstream = await startUpstream((_, index) =>
      index === 0 ? { status: 429, headers: { 'retry-after': '1' }, json: {} } : { json: {} },
    );
    const { send, waits } = retrying();
    await send(readOf(upstream.url));
    expect(waits()[0]).toBeGreaterThanOrEqual(999);
  });

  it('are not shortened by Retry-After', async () => {
    const upstream = await startUpstream((_, index) =>
      index === 0 ? { status: 429, headers: { 'retry-after': '0' }, json: {} } : { json: {} },
    );
    const { send, waits } = retrying({ ...TABLE, rateLimitedMs: [50] });
    await send(readOf(upstream.url));
    expect(waits()[0]).toBeGreaterThanOrEqual(49);
  });

  it.each<[string, Answer]>([
    ['of the table', { status: 500, json: {} }],
    ['of Retry-After', { status: 429, headers: { 'retry-after': '60' }, json: {} }],
  ])('%s past the deadline are not begun', async (_, answer) => {
    const upstream = await startUpstream(() => answer);
    const { send, attempts } = retrying({ ...TABLE, unavailableMs: [10_000] });
    const began = performance.now();
    await failureOf(send(readOf(upstream.url, { call: testCall(5000) })));
    expect(attempts()).toBe(1);
    expect(performance.now() - began).toBeLessThan(1000);
  });

  it("end with the caller's abort, and nothing more is sent", async () => {
    const client = new AbortController();
    const upstream = await startUpstream(() => ({ status: 500, json: {} }));
    const { send, attempts } = retrying({ ...TABLE, unavailableMs: [4000] });
    const sent = send(readOf(upstream.url, { call: testCall(5000, client.signal) }));
    setTimeout(() => client.abort(), 50);
    await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
    expect(attempts()).toBe(1);
  });
});
