import { describe, expect, it } from 'vitest';
import { createDayTotals } from '../../src/sandbox/day-totals.ts';
import { createDays } from '../../src/sandbox/days.ts';
import { createRecent } from '../../src/sandbox/recent.ts';
import { dayMs, dayNumberOf, seriesOf } from '../../src/sandbox/series.ts';
import { collectGarbage } from '../support/collect-garbage.ts';

const nowMs = Date.UTC(2025, 5, 18);
const megabyte = 2 ** 20;

function usedBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

describe('13 months of data', () => {
  it('cost no memory: a few days and the counts of whole days are kept', () => {
    const days = createDays(300);
    const totals = createDayTotals(days);
    const series = seriesOf('sandbox', '12345678', 'prmsg');
    const window = { startMs: nowMs - 396 * dayMs, endMs: nowMs };
    const before = usedBytes();
    let attempted = 0;
    for (let day = dayNumberOf(window.startMs); day <= dayNumberOf(window.endMs); day += 1) {
      for (const row of totals({ series, cutMs: nowMs }, day, window, true)) attempted += row.attempted;
    }
    const grown = usedBytes() - before;
    expect(attempted).toBeGreaterThan(80_000);
    expect(days.size()).toBeLessThanOrEqual(12);
    // All journeys would be over 20 MB.
    expect(grown).toBeLessThan(8 * megabyte);
  });
});

describe('createRecent', () => {
  it('keeps what was used last', () => {
    const recent = createRecent<number>(2);
    recent.set('a', 1);
    recent.set('b', 2);
    recent.get('a');
    recent.set('c', 3);
    expect([recent.get('a'), recent.get('b'), recent.get('c'), recent.size()]).toEqual([1, undefined, 3, 2]);
  });
});
