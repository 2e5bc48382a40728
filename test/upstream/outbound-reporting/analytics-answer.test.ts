import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalyticsAnswer, calendarDay } from '../../../src/upstream/outbound-reporting/analytics-answer.ts';

/** A day of the years that have four digits, as year, month and day. */
const day = fc
  .date({ min: new Date('1000-01-01T00:00:00.000Z'), max: new Date('9999-12-31T00:00:00.000Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10).split('-') as [string, string, string]);

describe('calendarDay', () => {
  it('reads every day as MM-DD-YYYY and as YYYY-MM-DD', () => {
    fc.assert(
      fc.property(day, ([yyyy, mm, dd]) => {
        expect(calendarDay(`${mm}-${dd}-${yyyy}`)).toBe(`${yyyy}-${mm}-${dd}`);
        expect(calendarDay(`${yyyy}-${mm}-${dd}`)).toBe(`${yyyy}-${mm}-${dd}`);
      }),
      { seed: 29 },
    );
  });

  it('reads every day that cannot be a month as DD-MM-YYYY', () => {
    const late = day.filter(([, , dd]) => Number(dd) > 12);
    fc.assert(
      fc.property(late, ([yyyy, mm, dd]) => {
        expect(calendarDay(`${dd}-${mm}-${yyyy}`)).toBe(`${yyyy}-${mm}-${dd}`);
      }),
      { seed: 30 },
    );
  });

  it('is a day or null for any text', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[\d/-]{0,12}$/), fc.constant(null));
    fc.assert(
      fc.property(text, (wire) => {
        expect(calendarDay(wire) ?? '2026-03-10').toMatch(/^\d{4}-\d\d-\d\d$/);
      }),
      { numRuns: 1000, seed: 31 },
    );
  });

  it.each([
    ['1/2/2021', '2021-01-02'],
    ['2021-10-25T00:00:00.000Z', '2021-10-25'],
    ['02-29-2024', '2024-02-29'],
    ['02-29-2023', null],
    ['00-10-2021', null],
    ['2021-02-30', null],
    ['20211025', null],
  ])('reads "%s" as %s', (wire, expected) => {
    expect(calendarDay(wire)).toBe(expected);
  });
});

describe('AnalyticsAnswer', () => {
  it('reads rows of any content', () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue())),
        fc.jsonValue(),
        (analytics, requestMetadata) => {
          const { rows } = AnalyticsAnswer.parse({ requestMetadata, analytics });
          expect(rows).toHaveLength(analytics.length);
        },
      ),
      { seed: 32 },
    );
  });

  it.each([[null], [{}], [{ analytics: null }], [{ analytics: [1] }], ['analytics']])('refuses %j', (json) => {
    expect(AnalyticsAnswer.safeParse(json).success).toBe(false);
  });
});
