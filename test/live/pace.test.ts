import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MadeAnswer } from '../../src/answers/answer.ts';
import { nextPollMs } from '../../src/live/pace.ts';

const PACE = { shortestPollMs: 5000, longestPollMs: 300_000, pollMs: 60_000 };

/** An answer that is fresh for so many milliseconds more; null if it is not cached or has errors. */
function answerFor(freshMs: number | null): MadeAnswer {
  const freshUntil = freshMs === null ? null : Date.now() + freshMs;
  return { answer: { status: 200, headers: [], body: Buffer.alloc(0), freshUntil } } as unknown as MadeAnswer;
}

describe('the next poll', () => {
  it('comes when the answer is no longer fresh, within the limits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 86_400_000 }), (freshMs) => {
        const nextMs = nextPollMs(answerFor(freshMs), 0, PACE);
        expect(nextMs).toBeGreaterThanOrEqual(PACE.shortestPollMs);
        expect(nextMs).toBeLessThanOrEqual(PACE.longestPollMs);
        const isWithin = freshMs > PACE.shortestPollMs && freshMs < PACE.longestPollMs - 10;
        // Never before that, but this test may take a moment itself.
        if (isWithin) expect(nextMs - freshMs).toBeGreaterThan(-1000);
        if (isWithin) expect(nextMs - freshMs).toBeLessThanOrEqual(10);
      }),
    );
  });

  it.each([
    ['is not cached or has errors', null],
    ['is stale', -1],
  ])('comes after pollMs if the answer %s', (_, freshMs) => {
    expect(nextPollMs(answerFor(freshMs), 0, PACE)).toBe(60_000);
  });

  it('comes later after each answer without data, but not later than longestPollMs', () => {
    const waits = [1, 2, 3, 4, 5, 1000].map((failures) => nextPollMs(answerFor(null), failures, PACE));
    expect(waits).toEqual([60_000, 120_000, 240_000, 300_000, 300_000, 300_000]);
  });

  it('comes no earlier than pollMs if that is longer than longestPollMs', () => {
    expect(nextPollMs(answerFor(null), 3, { ...PACE, longestPollMs: 10_000 })).toBe(60_000);
  });
});
