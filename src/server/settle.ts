import { performance } from 'node:perf_hooks';
import { returnMemory } from './collect-garbage.ts';

/** The process is at rest when it worked for no more than this share of an interval. */
const REST = 0.05;

/**
 * Returns the garbage of the start to the system: a fifth of the memory, which the process would otherwise keep until
 * it is busy. It takes a tenth of a second, so it waits for the first interval in which the process is at rest.
 */
export function settle(intervalMs = 1000, collect: () => void = returnMemory): void {
  let before = performance.eventLoopUtilization();
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    if (utilization > REST) return;
    clearInterval(timer);
    collect();
  }, intervalMs).unref();
}
