import { getHeapStatistics } from 'node:v8';
import { collectGarbage } from './collect-garbage.ts';

/** The limits above which the process is overloaded. */
export type GuardOptions = {
  /** The used share of the heap limit. */
  readonly heapShare: number;
  /** Milliseconds by which the event loop is delayed. */
  readonly loopDelayMs: number;
};

/** Watches the heap and the event loop. */
export type Guard = {
  /** True while the process must not accept more work. */
  readonly overloaded: () => boolean;
  stop(): void;
};

const TICK_MS = 250;

/** Garbage collection stops the process, so it is not forced more often. */
const COLLECT_EVERY_MS = 5000;

/**
 * Starts to watch. Much of a full heap may be garbage, so garbage is collected before the heap counts as full. Then
 * `relieve` is called once; it frees what can be fetched again.
 */
export function startGuard({ heapShare, loopDelayMs }: GuardOptions, relieve: () => void): Guard {
  let dueAt = performance.now() + TICK_MS;
  let collectedAt = Number.NEGATIVE_INFINITY;
  let full = false;
  let late = false;
  const isFull = () => {
    if (usedShare() <= heapShare) return false;
    if (performance.now() - collectedAt < COLLECT_EVERY_MS) return true;
    collectGarbage();
    collectedAt = performance.now();
    return usedShare() > heapShare;
  };
  const tick = () => {
    late = performance.now() - dueAt > loopDelayMs;
    const wasFull = full;
    full = isFull();
    if (full && !wasFull) relieve();
    dueAt = performance.now() + TICK_MS;
  };
  const timer = setInterval(tick, TICK_MS).unref();
  return { overloaded: () => full || late, stop: () => clearInterval(timer) };
}

function usedShare(): number {
  const { used_heap_size, heap_size_limit } = getHeapStatistics();
  return used_heap_size / heap_size_limit;
}
