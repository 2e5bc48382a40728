import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { settle } from '../../src/server/settle.ts';

const INTERVAL_MS = 50;

/** Works for `ms`, with hardly a rest. */
async function work(ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (performance.now() < end) {
    const pause = performance.now() + INTERVAL_MS / 2;
    while (performance.now() < pause);
    await new Promise(setImmediate);
  }
}

describe('settle', () => {
  it('collects once, when the process has come to rest', async () => {
    let collected = 0;
    settle(INTERVAL_MS, () => {
      collected += 1;
    });
    await work(6 * INTERVAL_MS);
    expect(collected).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 20 * INTERVAL_MS));
    expect(collected).toBe(1);
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
