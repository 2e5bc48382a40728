import type { TimeRange } from '../upstream/wire-values.ts';
import { builder } from './builder.ts';

/** The description of an argument that is a range of reporting data. */
export const REPORTING_RANGE = 'The range of attempts, within the last 13 months.';

const LastInputType = builder.inputType('LastInput', {
  description: 'A range of time up to now: either `days` or `hours`, at least 1.',
  fields: (t) => ({
    days: t.int({
      description:
        'Calendar days in the time zone, the last of which is today, as a whole: with 7, from the midnight six days ago to the next midnight. At most 400.',
    }),
    hours: t.int({
      description:
        'Hours up to now, with the five minutes around each end as a whole: the range moves every five minutes only. At most 9600.',
    }),
  }),
});

/** See its description. */
export const TimeRangeInputType = builder.inputType('TimeRangeInput', {
  description:
    'A range of time: either `start` and `end`, or `last`. The start is included, the end is not. It must end after it starts.',
  fields: (t) => ({
    start: t.field({ type: 'DateTime', description: 'The first instant of the range.' }),
    end: t.field({ type: 'DateTime', description: 'The first instant after the range.' }),
    last: t.field({
      type: LastInputType,
      description:
        'A range up to now. It moves with time; cursors stay valid, and what the range has left behind is no longer in the list.',
    }),
    timeZone: t.field({
      type: 'TimeZone',
      required: true,
      defaultValue: 'UTC',
      description: 'The time zone whose calendar days count. It does not change `start` and `end`.',
    }),
  }),
});

/** See its description. */
export const TimeRangeType = builder.objectRef<TimeRange>('TimeRange').implement({
  description: 'A range of time. The start is included, the end is not.',
  fields: (t) => ({
    start: t.field({
      type: 'DateTime',
      description: 'The first instant of the range.',
      resolve: ({ startMs }) => new Date(startMs).toISOString(),
    }),
    end: t.field({
      type: 'DateTime',
      description: 'The first instant after the range.',
      resolve: ({ endMs }) => new Date(endMs).toISOString(),
    }),
  }),
});
