import { execFileSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { settle } from '../../src/server/settle.ts';

const INTERVAL_MS = 50;

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Has the event loop work for these shares of the intervals to come, and returns how often garbage was collected after each. */
function collectedAfter(shares: readonly number[]): number[] {
  vi.useFakeTimers();
  let active = 0;
  let idle = 0;
  // Other tests in this process work too, so the loop's own figures are not asked for.
  vi.spyOn(performance, 'eventLoopUtilization').mockImplementation((now, before) =>
    now && before
      ? { ...now, utilization: (now.active - before.active) / (now.active + now.idle - before.active - before.idle) }
      : { active, idle, utilization: active / (active + idle) },
  );
  let collected = 0;
  settle(INTERVAL_MS, () => {
    collected += 1;
  });
  return shares.map((share) => {
    active += share * INTERVAL_MS;
    idle += (1 - share) * INTERVAL_MS;
    vi.advanceTimersByTime(INTERVAL_MS);
    return collected;
  });
}

describe('settle', () => {
  it('collects once, when the process has come to rest', () => {
    expect(collectedAfter([1, 0.5, 0.06, 0.05, 0.01, 1, 0])).toEqual([0, 0, 0, 1, 1, 1, 1]);
  });

  it('does not collect while the process works', () => {
    expect(collectedAfter([1, 0.9, 0.06, 0.2])).toEqual([0, 0, 0, 0]);
  });

  it('returns memory to the system', () => {
    const script = `
      import { returnMemory } from './src/server/collect-garbage.ts';
      let garbage = Array.from({ length: 1e6 }, (_, nth) => ({ nth }));
      garbage = null;
      const before = process.memoryUsage().heapTotal;
      returnMemory();
      console.log(before - process.memoryUsage().heapTotal);`;
    const cwd = new URL('../..', import.meta.url);
    const freed = execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd, encoding: 'utf8' });
    expect(Number(freed)).toBeGreaterThan(10_000_000);
  });
});
