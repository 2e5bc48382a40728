import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { until } from '../../support/held-upstream.ts';
import { claimOf, sentOutcome, testLedger, testRedis } from '../../support/ledger.ts';
import { HAS_REDIS, startRedis } from '../../support/redis.ts';
import { failureOf } from '../../support/sender.ts';

/** Two processes on one Redis. */
async function twoLedgers(options: { readonly holdMs?: number; readonly commandTimeoutMs?: number } = {}) {
  const server = await startRedis();
  const [mine, theirs] = await Promise.all([testLedger(server.url, options), testLedger(server.url, options)]);
  return { server, mine, theirs };
}

/** What `look` gives once it is not null; what is written behind an answer is there a moment later. */
async function eventually<T>(look: () => Promise<T | null>): Promise<T> {
  for (;;) {
    const seen = await look().catch(() => null);
    if (seen !== null) return seen;
    await sleep(10);
  }
}

describe.skipIf(!HAS_REDIS)('redisLedger', () => {
  it('gives a free key to one of two processes', async () => {
    const { mine, theirs } = await twoLedgers();
    const held = await Promise.all([mine.claim(claimOf('a')), theirs.claim(claimOf('a'))]);
    expect(held.filter((entry) => entry === null)).toHaveLength(1);
    const { input, until } = claimOf('a');
    expect(held.filter((entry) => entry !== null)).toEqual([{ input, until, outcome: null }]);
  });

  it('tells another process the outcome', async () => {
    const { mine, theirs } = await twoLedgers();
    await mine.claim(claimOf('a'));
    mine.settle(claimOf('a'), sentOutcome());
    await eventually(async () => (await theirs.claim(claimOf('a')))?.outcome ?? null);
    expect(await theirs.claim(claimOf('a'))).toMatchObject({ outcome: sentOutcome() });
  });

  it('gives a released key to another process', async () => {
    const { mine, theirs } = await twoLedgers();
    await mine.claim(claimOf('a'));
    mine.release(claimOf('a'));
    await mine.redis.ping();
    expect(await theirs.claim(claimOf('a'))).toBeNull();
  });

  it('holds a key for its time, in Redis and here', async () => {
    const { mine, theirs } = await twoLedgers({ holdMs: 400 });
    await mine.claim(claimOf('a'));
    mine.settle(claimOf('a'), sentOutcome());
    await mine.redis.ping();
    expect(await theirs.claim(claimOf('a'))).not.toBeNull();
    await sleep(450);
    expect(await theirs.claim(claimOf('a'))).toBeNull();
    expect(await mine.claim(claimOf('a'))).toMatchObject({ outcome: null });
  });

  it('keeps accounts apart', async () => {
    const { url } = await startRedis();
    const [one, other] = await Promise.all([testLedger(url), testLedger(url, { accountId: '87654321' })]);
    expect(await one.claim(claimOf('a'))).toBeNull();
    expect(await other.claim(claimOf('a'))).toBeNull();
  });

  it('tells that it cannot read an outcome under changed secrets, and does not give the key', async () => {
    const { url } = await startRedis();
    const [before, after] = await Promise.all([testLedger(url), testLedger(url, { secret: 'changed' })]);
    await before.claim(claimOf('a'));
    before.settle(claimOf('a'), sentOutcome());
    await before.redis.ping();
    expect(await after.claim(claimOf('a'))).toMatchObject({ input: null, outcome: { kind: 'OUTCOME_UNKNOWN' } });
  });

  it('writes nothing that can be read, and never the same twice', async () => {
    const { mine } = await twoLedgers();
    await mine.claim(claimOf('+12025550100', 'input-digest'));
    const name = String((await mine.redis.keys('*'))[0]);
    const claimed = String(await mine.redis.get(name));
    mine.settle(claimOf('+12025550100', 'input-digest'), sentOutcome());
    const settled = String(await mine.redis.get(name));
    const stored = [name, claimed, settled, Buffer.from(claimed, 'base64url'), Buffer.from(settled, 'base64url')];
    expect(stored.join('\n')).not.toMatch(/2025550100|input-digest|SENT|agentMessages|consumer-secret|12345678/);
    expect(settled).not.toBe(claimed);
  });
});

describe.skipIf(!HAS_REDIS)('redisLedger, without its Redis', () => {
  it('refuses keys at once, unsent, but tells what this process settled', async () => {
    const { server, mine, theirs } = await twoLedgers();
    await mine.claim(claimOf('a'));
    mine.settle(claimOf('a'), sentOutcome());
    await server.kill();
    const began = performance.now();
    expect(await failureOf(mine.claim(claimOf('b')))).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      service: 'LIVE_DEFLECT',
      details: { delivery: 'unsent', retryAfterMs: 1000 },
    });
    await failureOf(theirs.claim(claimOf('a')));
    expect(performance.now() - began).toBeLessThan(1500);
    expect(await mine.claim(claimOf('a'))).toMatchObject({ outcome: sentOutcome() });
  });

  it('gives a Redis that comes back empty the outcome that it missed', async () => {
    const { server, mine, theirs } = await twoLedgers();
    await mine.claim(claimOf('settled before'));
    mine.settle(claimOf('settled before'), sentOutcome('before'));
    await mine.claim(claimOf('settled meanwhile'));
    await mine.claim(claimOf('running'));
    await mine.claim(claimOf('released meanwhile'));
    await server.kill();
    mine.release(claimOf('released meanwhile'));
    mine.settle(claimOf('settled meanwhile'), sentOutcome('meanwhile'));
    await server.start();
    await eventually(async () => ((await mine.redis.dbsize()) === 3 ? true : null));
    await eventually(async () => ((await theirs.redis.ping()) === 'PONG' ? true : null));
    expect(await theirs.claim(claimOf('settled before'))).toMatchObject({ outcome: sentOutcome('before') });
    expect(await theirs.claim(claimOf('settled meanwhile'))).toMatchObject({ outcome: sentOutcome('meanwhile') });
    expect(await theirs.claim(claimOf('running'))).toMatchObject({ outcome: null });
  });

  it('writes what it could not while the connection was broken', async () => {
    const { mine, theirs } = await twoLedgers();
    await mine.claim(claimOf('settled'));
    await mine.claim(claimOf('released'));
    mine.redis.disconnect(true);
    mine.settle(claimOf('settled'), sentOutcome());
    mine.release(claimOf('released'));
    await eventually(async () => (await theirs.claim(claimOf('settled')))?.outcome ?? null);
    await eventually(async () => ((await theirs.claim(claimOf('released'))) === null ? true : null));
  });

  it('takes back a claim that reached a slow Redis after it was given up', async () => {
    const { server, mine, theirs } = await twoLedgers({ commandTimeoutMs: 40 });
    const operator = await testRedis(server.url, 5000);
    await operator.call('CLIENT', 'PAUSE', '600', 'ALL');
    const began = performance.now();
    expect(await failureOf(mine.claim(claimOf('a')))).toMatchObject({ details: { delivery: 'unsent' } });
    expect(performance.now() - began).toBeLessThan(500);
    await operator.ping();
    expect(await theirs.claim(claimOf('a'))).toBeNull();
  });

  it('leaves what another process claimed since', async () => {
    const { server, mine, theirs } = await twoLedgers();
    await mine.claim(claimOf('a'));
    await mine.redis.flushall();
    await theirs.claim(claimOf('a', 'theirs'));
    mine.settle(claimOf('a'), sentOutcome());
    const third = await testLedger(server.url);
    expect(await third.claim(claimOf('a'))).toMatchObject({ input: 'theirs', outcome: null });
  });
});

describe.skipIf(!HAS_REDIS)('redisLedger on a Redis that comes back empty', () => {
  it('gives no key until the other processes can have written theirs again', async () => {
    const { server, mine, theirs } = await twoLedgers();
    await mine.claim(claimOf('a'));
    mine.redis.disconnect();
    await server.kill();
    await server.start();
    await until(() => theirs.redis.status === 'ready');
    expect(await failureOf(theirs.claim(claimOf('a')))).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      details: { delivery: 'unsent', retryAfterMs: expect.any(Number) },
    });
    await mine.redis.connect();
    expect(await eventually(() => theirs.claim(claimOf('a')))).toMatchObject({ outcome: null });
  });

  it('confirms a claim that it can write again, and none that another process has taken', async () => {
    const { server, mine, theirs } = await twoLedgers();
    await mine.claim(claimOf('mine'));
    await mine.claim(claimOf('taken'));
    await mine.confirm(claimOf('mine'));
    mine.redis.disconnect();
    await server.kill();
    await until(() => mine.redis.status === 'end');
    for (const key of ['mine', 'taken']) {
      expect(await failureOf(mine.confirm(claimOf(key)))).toMatchObject({ details: { delivery: 'unsent' } });
    }
    await server.start();
    await until(() => theirs.redis.status === 'ready');
    await until(async () => (await theirs.claim(claimOf('taken')).catch(() => 'too early')) === null);
    await mine.redis.connect();
    await mine.confirm(claimOf('mine'));
    expect(await failureOf(mine.confirm(claimOf('taken')))).toMatchObject({ details: { delivery: 'unsent' } });
  });
});
