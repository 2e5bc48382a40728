import { z } from 'zod';

/** A whole number from `min` to `max`. */
const bound = (min: number, max: number, standard: number, what: string) =>
  z.number().int().min(min).max(max).default(standard).describe(what);

/** The `operations` of a configuration file: how much one GraphQL request may be and ask for. */
export const operationsSchema = z
  .strictObject({
    bodyBytes: bound(1024, 1024 ** 3, 1024 ** 2, 'Bytes of the largest request body read.'),
    tokens: bound(1, 10_000, 2000, 'Tokens of the document: names, values, punctuation and comments.'),
    nesting: bound(1, 500, 100, 'Brackets that are open at once in the document, and levels of a variable.'),
    depth: bound(1, 500, 15, 'Levels of fields.'),
    rootFields: bound(1, 10_000, 20, 'Fields of the query or mutation itself.'),
    fields: bound(1, 100_000, 1000, 'Fields at all levels, once for each place that a fragment is spread in.'),
    aliases: bound(0, 100_000, 50, 'Fields with another name in the answer, __typename among them.'),
    directives: bound(0, 100_000, 50, 'Directives, such as @include.'),
    validationErrors: bound(
      1,
      1000,
      5,
      'Faults of an operation that are reported before looking for more is given up.',
    ),
    alerts: bound(1, 100_000, 100, 'Alerts that one operation asks to be sent.'),
    answerBytes: bound(1024, 1024 ** 3, 32 * 1024 ** 2, 'Bytes of the largest answer.'),
    cost: bound(
      1,
      1_000_000_000,
      100_000,
      'What one operation may cost, in points; docs/operations.md says how it is counted.',
    ),
  })
  .prefault({})
  .describe('How much one GraphQL request may be and ask for.');
