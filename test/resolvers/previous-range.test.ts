import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { watchFreshness } from '../../src/request/answer-freshness.ts';
import { rangeBefore } from '../../src/resolvers/previous-range.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const at = (text: string) => Date.parse(`${text}Z`);

/** The range before, as text to the minute. */
function before(start: string, end: string, now: string, timeZone = 'UTC') {
  const context = { now: at(now), freshness: watchFreshness() };
  const range = rangeBefore({ startMs: at(start), endMs: at(end) }, timeZone, context);
  const text = (epochMs: number) => new Date(epochMs).toISOString().slice(0, 16);
  return range && [text(range.startMs), text(range.endMs)];
}

describe('the range before', () => {
  it.each<[string, Parameters<typeof before>, readonly string[] | null]>([
    [
      'three days',
      ['2026-03-10T00:00', '2026-03-13T00:00', '2026-03-15T00:00'],
      ['2026-03-07T00:00', '2026-03-10T00:00'],
    ],
    [
      'six hours',
      ['2026-03-10T06:00', '2026-03-10T12:00', '2026-03-15T00:00'],
      ['2026-03-10T00:00', '2026-03-10T06:00'],
    ],
    [
      'a day of 23 hours is the whole day before',
      ['2026-03-28T23:00', '2026-03-29T22:00', '2026-04-01T00:00', 'Europe/Berlin'],
      ['2026-03-27T23:00', '2026-03-28T23:00'],
    ],
    [
      'the same instants in UTC are so many hours before',
      ['2026-03-28T23:00', '2026-03-29T22:00', '2026-04-01T00:00'],
      ['2026-03-28T00:00', '2026-03-28T23:00'],
    ],
    [
      'a day that has no midnight',
      ['2026-03-08T05:00', '2026-03-09T04:00', '2026-03-15T00:00', 'America/Havana'],
      ['2026-03-07T05:00', '2026-03-08T05:00'],
    ],
    [
      'today, up to now',
      ['2026-03-15T00:00', '2026-03-16T00:00', '2026-03-15T12:14'],
      ['2026-03-14T00:00', '2026-03-14T12:00'],
    ],
    [
      'today by the clock, after this night’s change',
      ['2026-03-28T23:00', '2026-03-29T22:00', '2026-03-29T10:05', 'Europe/Berlin'],
      ['2026-03-27T23:00', '2026-03-28T11:00'],
    ],
    [
      'an hour of which 40 minutes are over',
      ['2026-03-15T12:00', '2026-03-15T13:00', '2026-03-15T12:40'],
      ['2026-03-15T11:00', '2026-03-15T11:30'],
    ],
    ['nothing when hardly any of it is over', ['2026-03-15T00:00', '2026-03-16T00:00', '2026-03-15T00:14'], null],
    ['nothing when it has not begun', ['2026-03-16T00:00', '2026-03-17T00:00', '2026-03-15T12:00'], null],
    ['nothing before the retention', ['2025-02-15T00:00', '2025-02-16T00:00', '2026-03-15T12:00'], null],
    [
      'the first day that is kept',
      ['2025-02-16T00:00', '2025-02-17T00:00', '2026-03-15T12:00'],
      ['2025-02-15T00:00', '2025-02-16T00:00'],
    ],
  ])('is %s', (_, asked, expected) => {
    expect(before(...asked)).toEqual(expected);
  });

  it('ends where the range starts if that is over, and is never wider than an hour more', () => {
    const startMs = fc.integer({ min: at('2026-02-01T00:00'), max: at('2026-11-30T00:00') });
    const width = fc.integer({ min: 1, max: 30 * 24 * HOUR_MS });
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/Havana', 'Australia/Lord_Howe');
    const law = fc.property(
      startMs,
      width,
      zone,
      fc.integer({ min: 0, max: 1.2e10 }),
      (from, wide, timeZone, later) => {
        const now = from + later;
        const range = rangeBefore({ startMs: from, endMs: from + wide }, timeZone, {
          now,
          freshness: watchFreshness(),
        });
        if (now >= from + wide) expect(range?.endMs).toBe(from);
        if (range === null) expect(later).toBeLessThan(15 * MINUTE_MS);
        else {
          expect(range.startMs).toBeLessThan(range.endMs);
          expect(range.endMs).toBeLessThanOrEqual(from);
          expect(Math.abs(range.endMs - range.startMs - Math.min(wide, later))).toBeLessThanOrEqual(
            HOUR_MS + 15 * MINUTE_MS,
          );
        }
      },
    );
    fc.assert(law, { seed: 4 });
  });

  it('of a range that is not over is fresh until its next step', () => {
    const freshness = watchFreshness();
    const now = at('2026-03-15T12:14');
    rangeBefore({ startMs: at('2026-03-15T00:00'), endMs: at('2026-03-16T00:00') }, 'UTC', { now, freshness });
    expect((freshness.freshUntil() ?? 0) - Date.now()).toBeLessThanOrEqual(MINUTE_MS);
  });
});
