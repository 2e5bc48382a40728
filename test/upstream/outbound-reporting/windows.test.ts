import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyticsRanges } from '../../../src/upstream/outbound-reporting/windows.ts';

const DAY_MS = 24 * 60 * 60_000;
const START = Date.parse('2025-01-01T00:00:00.000Z');

const startMs = fc.oneof(
  fc.integer({ min: START, max: START + 400 * DAY_MS }),
  fc.nat(400).map((day) => START + day * DAY_MS),
);
const widthMs = fc.oneof(
  fc.integer({ min: 1, max: 400 * DAY_MS }),
  fc.integer({ min: 1, max: 400 }).map((days) => days * DAY_MS),
  fc.integer({ min: 1, max: 10_000 }),
);
const range = fc.tuple(startMs, widthMs).map(([startMs, widthMs]) => ({ startMs, endMs: startMs + widthMs }));

describe('analyticsRanges', () => {
  it('tiles the range exactly, at most 60 days each, with seams at UTC midnights', () => {
    const law = fc.property(range, (range) => {
      const ranges = analyticsRanges(range);
      expect(ranges[0]?.startMs).toBe(range.startMs);
      expect(ranges.at(-1)?.endMs).toBe(range.endMs);
      for (const [index, { startMs, endMs }] of ranges.entries()) {
        expect(endMs).toBeGreaterThan(startMs);
        expect(endMs - startMs).toBeLessThanOrEqual(60 * DAY_MS);
        if (index > 0) expect([ranges[index - 1]?.endMs, startMs % DAY_MS]).toEqual([startMs, 0]);
      }
    });
    fc.assert(law, { seed: 7, numRuns: 200 });
  });

  it('keeps a range of 60 days whole', () => {
    const sixty = { startMs: START + 5, endMs: START + 5 + 60 * DAY_MS };
    expect(analyticsRanges(sixty)).toEqual([sixty]);
    expect(analyticsRanges({ ...sixty, endMs: sixty.endMs + 1 })).toHaveLength(2);
  });
});
