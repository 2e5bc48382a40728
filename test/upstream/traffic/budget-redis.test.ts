import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Answers, Call } from '../../../src/upstream/http/request.ts';
import type { Budget } from '../../../src/upstream/http/with-budget.ts';
import { createAnswerMemory } from '../../../src/upstream/traffic/answer-memory.ts';
import { createBudgets } from '../../../src/upstream/traffic/budgets.ts';
import { connectRedis } from '../../../src/upstream/traffic/redis.ts';
import { budgetsOf, mostInASecond } from '../../support/budgets.ts';
import { NO_OBSERVER } from '../../support/observer.ts';
import { HAS_REDIS, startRedis } from '../../support/redis.ts';
import { testCall } from '../../support/sender.ts';

const PER_SECOND = 50;

/** What one process would have: a connection of its own, and a budget over it. */
async function processOn(
  url: string,
  accountId = '12345678',
  perSecond = PER_SECOND,
): Promise<{ redis: Redis; budget: Budget }> {
  const redis = await connectRedis(url, 100, { onDown() {} });
  onTestFinished(() => redis.disconnect());
  await once(redis, 'ready');
  const settings = { ...budgetsOf(perSecond), processes: 2, longestPauseMs: 60_000, waitingPerCaller: 1000 };
  return { redis, budget: createBudgets(accountId, settings, { observer: NO_OBSERVER, redis }).of('transactions') };
}

/** Takes turns, two at a time, for `ms`; the instants of all of them. */
async function takeFor(ms: number, budget: Budget, more: Partial<Call> = {}): Promise<number[]> {
  const turns: number[] = [];
  const endAt = performance.now() + ms;
  const worker = async () => {
    while (performance.now() < endAt) {
      if ((await budget.turn({ ...testCall(), ...more })) === null) turns.push(performance.now());
    }
  };
  await Promise.all([worker(), worker()]);
  return turns;
}

describe.skipIf(!HAS_REDIS)('a budget on Redis', () => {
  it('is one for two processes: together within the limit in any second, and close to it', async () => {
    const { url } = await startRedis();
    const [one, two] = await Promise.all([processOn(url), processOn(url)]);
    const begunAt = performance.now();
    const turns = (await Promise.all([takeFor(1500, one.budget), takeFor(1500, two.budget)])).flat();
    const perSecond = turns.length / ((performance.now() - begunAt) / 1000);
    expect(mostInASecond(turns)).toBeLessThanOrEqual(PER_SECOND);
    expect(perSecond).toBeGreaterThan(PER_SECOND * 0.5);
  });

  it('is one per account, under keys that name account and family', async () => {
    const { url } = await startRedis();
    const [one, other] = await Promise.all([processOn(url), processOn(url, '87654321')]);
    expect(await one.budget.turn(testCall())).toBeNull();
    expect(await other.budget.turn(testCall())).toBeNull();
    one.budget.close(5000);
    expect(await one.budget.turn(testCall(500))).toBeGreaterThan(500);
    expect(await other.budget.turn(testCall(500))).toBeNull();
    expect((await one.redis.keys('*')).toSorted()).toEqual([
      'lp-outbound:budget:{12345678:transactions}',
      'lp-outbound:budget:{12345678:transactions}:shut',
      'lp-outbound:budget:{87654321:transactions}',
    ]);
  });

  it.each([
    ['other processes', [0], [1, 2]],
    ['all processes', [0], [0, 1, 2]],
    ['one of them', [0, 1], [1]],
  ])('gives every second turn to calls for which clients wait, with bulk work in %s', async (_, prompts, bulks) => {
    const { url } = await startRedis();
    const processes = await Promise.all([processOn(url), processOn(url), processOn(url)]);
    const taking = (numbers: readonly number[], more: Partial<Call>) =>
      Promise.all(numbers.map((number) => takeFor(1500, (processes[number] as { budget: Budget }).budget, more)));
    const bulk = createAnswerMemory(1000) as Answers;
    const [prompt, bulky] = await Promise.all([taking(prompts, {}), taking(bulks, { bulk })]);
    const all = [...prompt.flat(), ...bulky.flat()];
    expect(mostInASecond(all)).toBeLessThanOrEqual(PER_SECOND);
    const share = prompt.flat().length / all.length;
    expect(share).toBeGreaterThan(0.38);
    expect(share).toBeLessThan(0.62);
  });

  it('has lanes take turns where a turn is all that a window has', async () => {
    const { url } = await startRedis();
    const [one, two] = await Promise.all([processOn(url, '12345678', 1), processOn(url, '12345678', 1)]);
    const order: string[] = [];
    const take = async (lane: string, budget: Budget, more: Partial<Call> = {}) => {
      if ((await budget.turn({ ...testCall(), ...more })) === null) order.push(lane);
    };
    await take('prompt', one.budget);
    const bulk = createAnswerMemory(1000) as Answers;
    await Promise.all([take('prompt', one.budget), take('prompt', one.budget), take('bulk', two.budget, { bulk })]);
    expect(order).toEqual(['prompt', 'bulk', 'prompt', 'prompt']);
  });

  it('keeps no turn for a lane whose calls have left', async () => {
    const { url } = await startRedis();
    const [one, two] = await Promise.all([processOn(url), processOn(url)]);
    await takeFor(300, one.budget);
    const begunAt = performance.now();
    const turns = await takeFor(1000, two.budget, { bulk: createAnswerMemory(1000) as Answers });
    expect(turns.length / ((performance.now() - begunAt) / 1000)).toBeGreaterThan(PER_SECOND * 0.5);
  });

  it('keeps no turn for a lane that waited by a clock that has gone back since', async () => {
    const { url } = await startRedis();
    const { redis, budget } = await processOn(url);
    await redis.lpush('lp-outbound:budget:{12345678:transactions}', Date.now() + 60_000);
    await redis.set('lp-outbound:budget:{12345678:transactions}:prompt', 1, 'PX', 60_000);
    expect(await budget.turn({ ...testCall(2000), bulk: createAnswerMemory(1000) as Answers })).toBeNull();
  });

  it('has one tap for two processes', async () => {
    const { url } = await startRedis();
    const [one, two] = await Promise.all([processOn(url), processOn(url)]);
    const begunAt = performance.now();
    one.budget.close(300);
    await sleep(20);
    expect(await two.budget.turn(testCall())).toBeNull();
    expect(performance.now() - begunAt).toBeGreaterThanOrEqual(299);
  });

  it('goes on with each process on its share while Redis is away, within the limit all along, and comes back', async () => {
    const server = await startRedis();
    const [one, two] = await Promise.all([processOn(server.url), processOn(server.url)]);
    const begunAt = performance.now();
    const taking = Promise.all([takeFor(3700, one.budget), takeFor(3700, two.budget)]);
    await sleep(400);
    await server.kill();
    const killedAt = performance.now();
    await sleep(1900);
    const restartedAt = performance.now();
    await server.start();
    const turns = (await taking).flat();
    expect(mostInASecond(turns)).toBeLessThanOrEqual(PER_SECOND);
    const between = (from: number, to: number) => turns.filter((at) => at >= from && at < to).length;
    expect(between(begunAt, killedAt)).toBeGreaterThan(12);
    expect(between(killedAt + 1100, restartedAt)).toBeGreaterThan(20);
    expect(between(restartedAt, restartedAt + 1200)).toBeGreaterThan(35);
    expect(await two.redis.llen('lp-outbound:budget:{12345678:transactions}')).toBeGreaterThan(15);
  });

  it('hangs on nothing when Redis does not answer', async () => {
    const server = await startRedis();
    const { budget, redis } = await processOn(server.url);
    await redis.call('CLIENT', 'PAUSE', '3000').catch(() => {});
    const begunAt = performance.now();
    expect(await budget.turn(testCall())).toBeNull();
    // One command's time, and a second in which what other processes sent before passes.
    expect(performance.now() - begunAt).toBeLessThan(1500);
  });
});
