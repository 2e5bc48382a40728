import type { TimeRange } from '../upstream/wire-values.ts';
import { builder } from './builder.ts';

/** The description of an argument that is a range of reporting data. */
export const REPORTING_RANGE = 'The range of attempts, within the last 13 months.';

/** See its description. */
export const TimeRangeInputType = builder.inputType('TimeRangeInput', {
  description: 'A range of time. The start is included, the end is not. It must end after it starts.',
  fields: (t) => ({
    start: t.field({ type: 'DateTime', required: true, description: 'The first instant of the range.' }),
    end: t.field({ type: 'DateTime', required: true, description: 'The first instant after the range.' }),
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
