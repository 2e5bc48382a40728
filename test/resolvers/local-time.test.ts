import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, localClock, localDays, startOfDay, timeZoneName } from '../../src/resolvers/local-time.ts';

const HOUR_MS = 60 * 60_000;
const at = (text: string) => Date.parse(text);

/** Zones whose clocks change, also at midnight and by half an hour, and whose offsets are no whole hours. */
const timeZone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Havana',
  'Africa/Cairo',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
);
const instantMs = fc.integer({ min: at('2025-02-15T00:00:00Z'), max: at('2027-04-15T00:00:00Z') });

/** The local day, told by other means. */
function dayOf(epochMs: number, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(epochMs);
}

describe('localDays', () => {
  it('tiles any range in any zone, each part within its day', () => {
    const law = fc.property(
      timeZone,
      instantMs,
      fc.integer({ min: 1, max: 70 * 24 * HOUR_MS }),
      (zone, startMs, width) => {
        const days = localDays({ startMs, endMs: startMs + width }, zone);
        expect(days[0]?.range.startMs).toBe(startMs);
        expect(days.at(-1)?.range.endMs).toBe(startMs + width);
        for (const [index, { day, range }] of days.entries()) {
          expect(range.endMs).toBeGreaterThan(range.startMs);
          expect([dayOf(range.startMs, zone), dayOf(range.endMs - 1, zone)]).toEqual([day, day]);
          if (index > 0) expect(range.startMs).toBe(days[index - 1]?.range.endMs);
          expect(days.filter((other) => other.day === day)).toHaveLength(1);
        }
      },
    );
    fc.assert(law, { seed: 4 });
  });

  it.each([
    ['2026-03-29', 23],
    ['2026-03-30', 24],
    ['2026-10-25', 25],
  ])('gives %s in Berlin its %i hours', (day, hours) => {
    const [only] = localDays(
      { startMs: startOfDay(at(`${day}T10:00:00Z`), 'Europe/Berlin'), endMs: at(`${day}T10:00:00Z`) },
      'Europe/Berlin',
    );
    const startMs = only?.range.startMs ?? 0;
    expect((startOfDay(startMs, 'Europe/Berlin', 1) - startMs) / HOUR_MS).toBe(hours);
  });
});

describe('startOfDay', () => {
  it('is the first instant of a day that has no midnight', () => {
    expect(startOfDay(at('2026-03-08T12:00:00Z'), 'America/Havana')).toBe(at('2026-03-08T05:00:00Z'));
    expect(startOfDay(at('2026-03-07T12:00:00Z'), 'America/Havana', 1)).toBe(at('2026-03-08T05:00:00Z'));
  });
});

describe('addDays', () => {
  it('keeps the time on the clock, or is later by the gap where the clock has none', () => {
    expect(addDays(at('2026-03-28T09:00:00Z'), 'Europe/Berlin', 1)).toBe(at('2026-03-29T08:00:00Z'));
    expect(addDays(at('2026-03-30T00:30:00Z'), 'Europe/Berlin', -1)).toBe(at('2026-03-29T01:30:00Z'));
  });
});

describe('localClock', () => {
  it('tells the day, and an hour that begins at most 90 minutes before the instant', () => {
    const law = fc.property(timeZone, fc.array(instantMs), (zone, instants) => {
      const tell = localClock(zone);
      for (const instant of instants) {
        const { day, hourMs } = tell(instant);
        expect(day).toBe(dayOf(instant, zone));
        expect(dayOf(hourMs, zone)).toBe(day);
        expect(hourMs).toBeLessThanOrEqual(instant);
        expect(instant - hourMs).toBeLessThan(1.5 * HOUR_MS);
        expect(tell(hourMs)).toEqual({ day, hourMs });
      }
    });
    fc.assert(law, { seed: 4 });
  });

  it('tells the two hours apart that a clock shows twice', () => {
    const tell = localClock('Europe/Berlin');
    expect(tell(at('2026-10-25T00:30:00Z')).hourMs).toBe(at('2026-10-25T00:00:00Z'));
    expect(tell(at('2026-10-25T01:30:00Z')).hourMs).toBe(at('2026-10-25T01:00:00Z'));
  });
});

describe('timeZoneName', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['utc', 'UTC'],
    ['Etc/UTC', 'UTC'],
    ['GMT', 'UTC'],
    ['Europe/London', 'Europe/London'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ])('spells %s as the database does: %s', (text, name) => {
    expect(timeZoneName(text)).toBe(name);
  });

  it.each([
    '',
    '+01:00',
    'Berlin',
    'Europe/',
    'CEST',
    '2026-03-01T00:00Z[Europe/Berlin]',
    'Europe/Berlin[u-ca=iso8601]',
  ])('has none for %j', (text) => {
    expect(timeZoneName(text)).toBeNull();
  });
});
