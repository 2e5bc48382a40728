import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDoor } from '../../src/server/door.ts';
import { accountAt, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { sendHalf } from '../support/half-sent.ts';
import { startHeldUpstream, until } from '../support/held-upstream.ts';
import { metric } from '../support/metrics.ts';

/** Asks for handoffs by offsets of their own, so that no two are the same question. */
const question = (nth: number) =>
  `{ account(accountId: "12345678") { campaign(campaignId: "c${nth}") { analytics { fetchedAt } } } }`;

/** A gateway with a small door over an upstream that holds its answers. */
async function behindDoor(door: Record<string, number>, config: Record<string, unknown> = {}) {
  const upstream = await startHeldUpstream({});
  const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)], door, ...config });
  return { upstream, gateway };
}

/** Sends one question as a client that may leave. */
function ask(gateway: TestGateway, nth: number, init: RequestInit = {}): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...init.headers };
  return fetch(gateway.url, { method: 'POST', ...init, headers, body: JSON.stringify({ query: question(nth) }) });
}

const waiting = (gateway: TestGateway, count: number) =>
  until(async () => (await metric(gateway, 'gateway_door_waiting')) === count);

describe('the door', () => {
  it('lets so many run, so many wait, and answers the others with 503, Retry-After and an error', async () => {
    const { upstream, gateway } = await behindDoor({ concurrency: 2, queue: 1 });
    const inside = [ask(gateway, 1), ask(gateway, 2)];
    await upstream.came(2);
    const third = ask(gateway, 3);
    await waiting(gateway, 1);
    const began = performance.now();
    const refused = await ask(gateway, 4);
    expect(performance.now() - began).toBeLessThan(500);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.headers.get('cache-control')).toBe('no-store');
    expect(await refused.json()).toEqual({
      errors: [
        {
          message: 'The gateway has more requests than it can answer. Try again later.',
          extensions: { code: 'OVERLOADED', retryAfterMs: 1000 },
        },
      ],
    });
    expect(upstream.requests).toHaveLength(2);
    upstream.release();
    const answers = await Promise.all([...inside, third]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await metric(gateway, 'gateway_requests_total{outcome="refused"}')).toBe(1);
  });

  it('refuses without waiting for the body', async () => {
    const { upstream, gateway } = await behindDoor({ concurrency: 1, queue: 0 });
    const inside = ask(gateway, 1);
    await upstream.came(1);
    const { received } = sendHalf(gateway.url);
    await until(() => received() !== '');
    expect(received()).toContain('HTTP/1.1 503 ');
    upstream.release();
    expect((await inside).status).toBe(200);
  });

  it('gives the place of a waiting client that goes away to the next', async () => {
    const { upstream, gateway } = await behindDoor({ concurrency: 1, queue: 1 });
    const inside = ask(gateway, 1);
    await upstream.came(1);
    const client = new AbortController();
    const left = ask(gateway, 2, { signal: client.signal });
    await waiting(gateway, 1);
    client.abort();
    await expect(left).rejects.toMatchObject({ name: 'AbortError' });
    await waiting(gateway, 0);
    const next = ask(gateway, 3);
    await waiting(gateway, 1);
    upstream.release();
    expect([(await inside).status, (await next).status]).toEqual([200, 200]);
    expect(upstream.requests.some(({ path }) => path.includes('/c2/'))).toBe(false);
  });

  it('frees the place of a running client that goes away', async () => {
    const { upstream, gateway } = await behindDoor({ concurrency: 1, queue: 0 });
    const client = new AbortController();
    const left = ask(gateway, 1, { signal: client.signal });
    await upstream.came(1);
    client.abort();
    await expect(left).rejects.toMatchObject({ name: 'AbortError' });
    await until(async () => (await metric(gateway, 'gateway_door_running')) === 0);
    upstream.release();
    expect((await ask(gateway, 2)).status).toBe(200);
    expect(await metric(gateway, 'gateway_requests_total{outcome="aborted"}')).toBe(1);
  });

  it('counts the wait against the deadline: what is left of it is all that a request has', async () => {
    const { upstream, gateway } = await behindDoor({ concurrency: 1, queue: 1 }, { deadlineMs: 1500 });
    const client = new AbortController();
    const inside = ask(gateway, 1, { signal: client.signal });
    await upstream.came(1);
    const began = performance.now();
    const second = ask(gateway, 2, { headers: { 'x-request-timeout-ms': '400' } });
    setTimeout(() => client.abort(), 250);
    await expect(inside).rejects.toMatchObject({ name: 'AbortError' });
    expect(await (await second).json()).toMatchObject({ errors: [{ extensions: { code: 'UPSTREAM_TIMEOUT' } }] });
    expect(performance.now() - began).toBeLessThan(600);
  });

  it('refuses what has waited for the whole of its deadline, and begins no work for it', async () => {
    const { upstream, gateway } = await behindDoor({ concurrency: 1, queue: 1 });
    const inside = ask(gateway, 1);
    await upstream.came(1);
    const second = await ask(gateway, 2, { headers: { 'x-request-timeout-ms': '50' } });
    expect(second.status).toBe(503);
    upstream.release();
    await inside;
    expect(upstream.requests).toHaveLength(1);
    expect(await metric(gateway, 'gateway_door_waiting')).toBe(0);
  });

  it('lets one caller fill its own share only, and another one in beside it', async () => {
    const { upstream, gateway } = await behindDoor(
      { concurrency: 2, queue: 10, concurrencyPerCaller: 1, queuePerCaller: 2 },
      { callers: { mode: 'leBearer' } },
    );
    const as = (token: string, nth: number) => ask(gateway, nth, { headers: { authorization: `Bearer ${token}` } });
    const first = [as('a', 1), as('a', 2), as('a', 3)];
    await waiting(gateway, 2);
    expect((await as('a', 4)).status).toBe(503);
    const other = as('b', 5);
    await upstream.came(2);
    expect(await metric(gateway, 'gateway_door_running')).toBe(2);
    upstream.release();
    const answers = await Promise.all([...first, other]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });

  it('does not count GraphiQL', async () => {
    const { upstream, gateway } = await behindDoor({ concurrency: 1, queue: 0 });
    const inside = ask(gateway, 1);
    await upstream.came(1);
    const page = await fetch(gateway.url, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-type')).toContain('text/html');
    await page.text();
    upstream.release();
    await inside;
  });
});

/** A caller that may have all places. */
const ALONE = { concurrencyPerCaller: 100, queuePerCaller: 100 };

describe('createDoor', () => {
  it('gives each caller its own places at most, and leaves none free that another one could have', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 40 }), async (callers) => {
        const door = createDoor({ concurrency: 3, queue: 40, concurrencyPerCaller: 2, queuePerCaller: 40 });
        const present = callers.map((caller) => {
          const request = { caller, inside: false, leave: (): void => {} };
          request.leave = door.enter(caller, () => (request.inside = true)) ?? request.leave;
          return request;
        });
        while (present.length > 0) {
          await loopTurns(4);
          const of = (caller: string) => present.filter((request) => request.caller === caller);
          const inside = (caller: string) => of(caller).filter((request) => request.inside).length;
          const could = ['a', 'b', 'c'].map((caller) => Math.min(2, of(caller).length));
          expect(Math.max(...['a', 'b', 'c'].map(inside))).toBeLessThanOrEqual(2);
          expect(door.running()).toBe(
            Math.min(
              3,
              could.reduce((sum, count) => sum + count),
            ),
          );
          present.shift()?.leave();
        }
        expect([door.running(), door.waiting()]).toEqual([0, 0]);
      }),
      { numRuns: 30 },
    );
  });

  it('never lets in more than it may, in the order of coming, and keeps nobody out for whom there is room', async () => {
    const steps = fc.array(fc.oneof(fc.constantFrom('enter', 'turn'), fc.nat({ max: 30 })), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 4 }), fc.nat({ max: 4 }), async (all, concurrency, queue) => {
        const door = createDoor({ concurrency, queue, ...ALONE });
        const turns: number[] = [];
        const present: (() => void)[] = [];
        for (const [nth, step] of all.entries()) {
          if (step === 'turn') await loopTurns(1);
          else if (step === 'enter') {
            const full = present.length === concurrency + queue;
            const leave = door.enter('a', () => turns.push(nth));
            expect(leave === null).toBe(full);
            if (leave !== null) present.push(leave);
          } else {
            const [leave] = present.splice(Number(step), 1);
            leave?.();
            leave?.();
          }
          expect(door.running() + door.waiting()).toBe(present.length);
          expect(door.running()).toBeLessThanOrEqual(concurrency);
          expect(turns).toEqual(turns.toSorted((a, b) => a - b));
        }
        await loopTurns(concurrency + 1);
        expect(door.running()).toBe(Math.min(concurrency, present.length));
      }),
    );
  });

  it('lets one in per turn of the event loop', async () => {
    const door = createDoor({ concurrency: 10, queue: 10, ...ALONE });
    for (let came = 0; came < 5; came += 1) door.enter('a', () => {});
    expect([door.running(), door.waiting(), door.busy()]).toEqual([1, 4, false]);
    await loopTurns(5);
    expect([door.running(), door.waiting()]).toEqual([5, 0]);
  });
});

async function loopTurns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
