import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Call } from '../../../src/upstream/http/request.ts';
import { createAnswerMemory } from '../../../src/upstream/traffic/answer-memory.ts';
import { createBudget } from '../../../src/upstream/traffic/budget.ts';
import { memoryPace, rateOf } from '../../../src/upstream/traffic/pace.ts';
import { budgetOptions, mostInASecond } from '../../support/budgets.ts';
import { NO_OBSERVER } from '../../support/observer.ts';
import { testCall } from '../../support/sender.ts';

const budgetAt = (perSecond: number, more = {}) => createBudget(memoryPace(rateOf(perSecond)), budgetOptions(more));

const callOf = (client: string, deadlineMs = 5000, signal?: AbortSignal): Call => ({
  ...testCall(deadlineMs, signal),
  client,
});

describe.concurrent('the rate of a budget', () => {
  it('is held over seconds, and passed in none, the first included', async () => {
    const budget = budgetAt(50);
    const turns: number[] = [];
    const begunAt = performance.now();
    await Promise.all(
      Array.from({ length: 125 }, async () => {
        expect(await budget.turn(callOf('a'))).toBeNull();
        turns.push(performance.now() - begunAt);
      }),
    );
    expect(mostInASecond(turns)).toBeLessThanOrEqual(50);
    // 100 turns take two windows of 1040 ms, the other 24 at least four fifths of their share.
    expect(Math.max(...turns)).toBeGreaterThan(2400);
    expect(Math.max(...turns)).toBeLessThan(3300);
  });

  it('is even: no two turns at once, none of them a burst', async () => {
    const budget = budgetAt(20);
    const turns: number[] = [];
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        await budget.turn(callOf('a'));
        turns.push(performance.now());
      }),
    );
    const gaps = turns.slice(1).map((at, index) => at - (turns[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(20);
  });

  it('is not used up by waiting: who comes to an idle budget goes at once', async () => {
    const budget = budgetAt(10);
    const begunAt = performance.now();
    await budget.turn(callOf('a'));
    expect(performance.now() - begunAt).toBeLessThan(50);
  });
});

describe.concurrent('the turns of a budget', () => {
  it('go round the clients, so that one with many calls does not keep another waiting', async () => {
    const budget = budgetAt(50);
    const order: string[] = [];
    const take = (client: string) => budget.turn(callOf(client)).then(() => order.push(client));
    const exported = Array.from({ length: 12 }, () => take('export'));
    await take('dashboard');
    expect(order.length).toBeLessThanOrEqual(3);
    await Promise.all(exported);
  });

  it('are every second one for bulk work while others wait, however much of it there is, and all of them after that', async () => {
    const budget = budgetAt(50);
    const order: string[] = [];
    const bulk = createAnswerMemory(1000) ?? undefined;
    const take = (client: string, more: Partial<Call> = {}) =>
      budget.turn({ ...callOf(client), ...more }).then(() => order.push(client));
    const exported = ['x', 'y', 'z', 'x', 'y', 'z'].map((client) => take(client, { ...(bulk && { bulk }) }));
    await Promise.all([...exported, ...['a', 'a', 'a'].map((client) => take(client))]);
    expect(order.map((client) => (client === 'a' ? 'prompt' : 'bulk'))).toEqual([
      ...['bulk', 'prompt', 'bulk', 'prompt', 'bulk', 'prompt'],
      ...['bulk', 'bulk', 'bulk'],
    ]);
  });

  it('are not waited for by those who left', async () => {
    const lengths: number[] = [];
    const budget = budgetAt(10, {
      observer: { ...NO_OBSERVER, queueLength: (_: unknown, length: number) => lengths.push(length) },
    });
    await budget.turn(callOf('a'));
    const gone = new AbortController();
    const left = [1, 2, 3].map(() => budget.turn(callOf('a', 5000, gone.signal)));
    const stays = budget.turn(callOf('a'));
    const begunAt = performance.now();
    gone.abort(new Error('left'));
    for (const turn of left) await expect(turn).rejects.toThrow('left');
    expect(performance.now() - begunAt).toBeLessThan(50);
    expect(lengths.at(-1)).toBe(1);
    await stays;
    expect(performance.now() - begunAt).toBeLessThan(200);
  });

  it('are refused to a caller that has left already', async () => {
    await expect(budgetAt(10).turn(callOf('a', 5000, AbortSignal.abort(new Error('left'))))).rejects.toThrow('left');
  });

  it('are refused at once to who could have none before the deadline, with the time of the turn', async () => {
    const budget = budgetAt(10);
    const waiting = Array.from({ length: 10 }, () => budget.turn(callOf('export')));
    const begunAt = performance.now();
    const refusedForMs = await budget.turn(callOf('export', 500));
    expect(performance.now() - begunAt).toBeLessThan(50);
    expect(refusedForMs).toBeGreaterThan(800);
    expect(refusedForMs).toBeLessThan(1300);
    expect(await budget.turn(callOf('dashboard', 500))).toBeNull();
    await Promise.all(waiting);
  });

  it('are refused at the deadline to who could hope for one until then', async () => {
    const budget = budgetAt(10);
    const begunAt = performance.now();
    const waiting = [1, 2].map(() => budget.turn(callOf('a')));
    const hopeful = budget.turn(callOf('a', 350));
    const newcomers = ['b', 'c', 'd', 'e'].map((client) => budget.turn(callOf(client)));
    expect(await hopeful).toBeGreaterThan(0);
    expect(performance.now() - begunAt).toBeGreaterThan(250);
    expect(await Promise.all([...waiting, ...newcomers])).toEqual(Array(6).fill(null));
  });
});

describe.concurrent('the tap of a budget', () => {
  it('closes for all, those who wait included, and opens again', async () => {
    const budget = budgetAt(50);
    const begunAt = performance.now();
    await budget.turn(callOf('a'));
    const waits = budget.turn(callOf('a'));
    budget.close(300);
    const late = budget.turn(callOf('b', 200));
    expect(await late).toBeGreaterThanOrEqual(200);
    expect(performance.now() - begunAt).toBeLessThan(100);
    expect(await waits).toBeNull();
    expect(performance.now() - begunAt).toBeGreaterThanOrEqual(299);
  });

  it('fails those at once whose deadlines come before it opens', async () => {
    const budget = budgetAt(10);
    await budget.turn(callOf('a'));
    const waits = budget.turn(callOf('a', 1000));
    await sleep(20);
    const begunAt = performance.now();
    budget.close(3000);
    expect(await waits).toBeGreaterThan(2900);
    expect(performance.now() - begunAt).toBeLessThan(50);
  });

  it('is closed no longer than the longest pause, and no shorter for a shorter one', async () => {
    const budget = budgetAt(50, { longestPauseMs: () => 200 });
    const begunAt = performance.now();
    budget.close(365 * 24 * 3_600_000);
    budget.close(1);
    expect(await budget.turn(callOf('a'))).toBeNull();
    expect(performance.now() - begunAt).toBeGreaterThanOrEqual(199);
    expect(performance.now() - begunAt).toBeLessThan(400);
  });
});

describe.concurrent('the observer of a budget', () => {
  it('is told how long each waited, and how many wait', async () => {
    const waits: number[] = [];
    const lengths: number[] = [];
    const observer = {
      ...NO_OBSERVER,
      budgetWait: (_: unknown, waitMs: number) => waits.push(waitMs),
      queueLength: (_: unknown, length: number) => lengths.push(length),
    };
    const budget = budgetAt(20, { observer });
    await Promise.all([budget.turn(callOf('a')), budget.turn(callOf('a'))]);
    expect(waits[0]).toBeLessThan(30);
    expect(waits[1]).toBeGreaterThan(30);
    expect(lengths).toEqual([1, 0, 1, 0]);
  });
});
