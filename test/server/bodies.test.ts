import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBodies } from '../../src/server/bodies.ts';
import { accountAt, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { sendHalf } from '../support/half-sent.ts';
import { until } from '../support/held-upstream.ts';
import { metric } from '../support/metrics.ts';
import { startUpstream } from '../support/upstream.ts';

const reading = (gateway: TestGateway) => metric(gateway, 'gateway_bodies_reading');

async function startFront(door: Record<string, number>, callers: Record<string, unknown> = { mode: 'none' }) {
  const { url } = await startUpstream(() => ({ json: [] }));
  return startTestGateway({ accounts: [accountAt(url)], callers, door });
}

describe('createBodies', () => {
  it('reads the same text however it is cut, up to its limit', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), fc.nat({ max: 100 }), async (sent, step, maxBytes) => {
        const bytes = Buffer.from(sent);
        const cuts = Array.from({ length: Math.ceil(bytes.length / step) }, (_, nth) => nth * step);
        const request = Object.assign(Readable.from(cuts.map((cut) => bytes.subarray(cut, cut + step))), {
          headers: {},
        });
        const bodies = createBodies({ bodies: 1, bodiesBytes: 1 });
        const body = await bodies.read(request as unknown as IncomingMessage, maxBytes);
        expect(body?.bytes).toEqual(bytes.length > maxBytes ? null : bytes);
        expect(bodies.reading()).toBe(0);
      }),
    );
  });
});

describe('a body that does not come', () => {
  it('is not waited for if its request has no caller', async () => {
    const key = 'k'.repeat(32);
    const callers = { mode: 'jwt', issuer: 'a', audience: 'b', algorithms: ['HS256'], key };
    const gateway = await startFront({}, callers);
    const client = sendHalf(gateway.url);
    await until(() => client.received().includes('UNAUTHENTICATED'));
    expect(client.received()).toContain('HTTP/1.1 401 ');
    expect(await reading(gateway)).toBe(0);
  });

  it('takes no place: 520 heads slow an honest caller by nothing', async () => {
    const gateway = await startFront({});
    for (let head = 0; head < 520; head += 1) sendHalf(gateway.url);
    await until(async () => (await reading(gateway)) === 520);
    expect(await metric(gateway, 'gateway_door_running')).toBe(0);
    const times: number[] = [];
    for (let asked = 0; asked < 100; asked += 1) {
      const began = performance.now();
      const answer = await gateway.query('{ __typename }');
      times.push(performance.now() - began);
      expect(answer).toEqual({ data: { __typename: 'Query' } });
    }
    expect(times.toSorted((a, b) => a - b).at(98)).toBeLessThan(500);
    expect(await (await fetch(new URL('/health/ready', gateway.url))).json()).toEqual({ status: 'ready' });
  });

  it('makes room for the next when bodies are too many: the one that has taken longest gets 503', async () => {
    const gateway = await startFront({ bodies: 2 });
    const first = sendHalf(gateway.url);
    await until(async () => (await reading(gateway)) === 1);
    const second = sendHalf(gateway.url);
    await until(async () => (await reading(gateway)) === 2);
    expect(await gateway.query('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
    await until(() => first.received().includes('OVERLOADED'));
    expect(first.received()).toContain('HTTP/1.1 503 ');
    expect(first.received()).toContain('connection: close');
    expect(second.received()).toBe('');
    expect(await reading(gateway)).toBe(1);
  });

  it('makes room when bodies are too large together, but one alone may be larger', async () => {
    const gateway = await startFront({ bodiesBytes: 10_000 });
    const first = sendHalf(gateway.url, `{${' '.repeat(20_000)}`);
    await until(async () => (await reading(gateway)) === 1);
    const second = sendHalf(gateway.url, `{${' '.repeat(5000)}`);
    await until(() => first.received().includes('HTTP/1.1 503 '));
    expect(second.received()).toBe('');
    expect(await reading(gateway)).toBe(1);
  });

  it('is forgotten when its client leaves', async () => {
    const gateway = await startFront({});
    const { socket } = sendHalf(gateway.url, '{');
    await until(async () => (await reading(gateway)) === 1);
    socket.resetAndDestroy();
    await until(async () => (await reading(gateway)) === 0);
    expect(gateway.bugs).toEqual([]);
    expect(gateway.lines.map(({ outcome }) => outcome)).toEqual(['aborted']);
  });
});
