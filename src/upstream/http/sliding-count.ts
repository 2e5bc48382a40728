/** Counts what happened in the last while. */
export type SlidingCount = {
  add(): void;
  /** How many were added in the window that ends now; what is older than it may still count for a thirtieth of its length. */
  total(): number;
  clear(): void;
};

const SLICES = 30;

/** A count over the last `windowMs` milliseconds, in constant memory; exact however rarely it is added to. */
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
