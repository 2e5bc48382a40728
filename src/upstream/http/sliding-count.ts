/** Counts events in a sliding window. */
export type SlidingCount = {
  add(): void;
  /**
   * The number of events in the window that ends now. An event may count for up to a thirtieth of the window longer.
   */
  total(): number;
  clear(): void;
};

const SLICES = 30;

/**
 * A count over the last `windowMs` milliseconds, in constant memory. The window moves with time, not only with events.
 */
export function createSlidingCount(windowMs: number): SlidingCount {
  const slices = Array.from({ length: SLICES + 1 }, () => ({ index: -1, count: 0 }));
  const nowIndex = () => Math.floor((performance.now() / windowMs) * SLICES);
  return {
    add() {
      const index = nowIndex();
      const slice = slices[index % slices.length];
      if (slice === undefined) return;
      if (slice.index !== index) Object.assign(slice, { index, count: 0 });
      slice.count += 1;
    },
    total() {
      const oldest = nowIndex() - SLICES;
      return slices.reduce((sum, { index, count }) => (index >= oldest ? sum + count : sum), 0);
    },
    clear() {
      for (const slice of slices) slice.count = 0;
    },
  };
}
