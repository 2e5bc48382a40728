import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastMsOf, memoryPace, rateOf } from '../../../src/upstream/traffic/pace.ts';

describe('rateOf', () => {
  it.each([
    [10, 1, { turns: 10, windowMs: 1040 }],
    [10, 2, { turns: 5, windowMs: 1040 }],
    [10, 3, { turns: 3, windowMs: 1040 }],
    [1, 2, { turns: 1, windowMs: 2080 }],
    [2, 3, { turns: 1, windowMs: 1560 }],
  ])('divides %i a second between %i processes without a rest', (perSecond, processes, rate) => {
    expect(rateOf(perSecond, processes)).toEqual(rate);
  });

  it('never gives all processes together more than the limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: 1000 }), (perSecond, processes) => {
        const { turns, windowMs } = rateOf(perSecond, processes);
        expect((turns / windowMs) * processes).toBeLessThanOrEqual(perSecond / 1000);
      }),
    );
  });
});

describe('leastMsOf', () => {
  it('is no more than the even distance of that many turns, and no less than whole windows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 1000 }), (perSecond, count) => {
        const rate = rateOf(perSecond);
        const leastMs = leastMsOf(rate, count);
        expect(leastMs).toBeLessThanOrEqual((count * rate.windowMs) / rate.turns + 1e-6);
        expect(leastMs).toBeGreaterThanOrEqual(Math.floor(count / rate.turns) * rate.windowMs);
      }),
    );
  });
});

describe('memoryPace', () => {
  it('tells after how long to ask again, and that it may be asked then', async () => {
    const pace = memoryPace(rateOf(50));
    expect(pace.take()).toBe(0);
    const waitMs = pace.take();
    expect(waitMs).toBeGreaterThan(10);
    expect(waitMs).toBeLessThan(20);
    await new Promise((resolve) => setTimeout(resolve, waitMs + 2));
    expect(pace.waitMs()).toBe(0);
    expect(pace.take()).toBe(0);
  });

  it('gives turns without a distance where timers could keep none, but no more than the limit', () => {
    const pace = memoryPace(rateOf(1000));
    for (let turn = 0; turn < 1000; turn += 1) expect(pace.take()).toBe(0);
    expect(pace.take()).toBeGreaterThan(0);
  });

  it.each([
    ['a higher one', 700, 100],
    ['a lower one', 550, 0],
    ['one that is as high as what was taken', 600, 0],
    ['the same', 1000, 400],
  ])('counts the turns that were taken at another rate: after %s', (_, perSecond, left) => {
    const pace = memoryPace(rateOf(1000));
    for (let turn = 0; turn < 600; turn += 1) expect(pace.take()).toBe(0);
    pace.adjust(rateOf(perSecond));
    for (let turn = 0; turn < left; turn += 1) expect(pace.take()).toBe(0);
    expect(pace.take()).toBeGreaterThan(0);
  });
});
