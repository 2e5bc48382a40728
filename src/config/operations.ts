import { z } from 'zod';

const bound = (min: number, max: number, standard: number, what: string) =>
  z.number().int().min(min).max(max).default(standard).describe(what);

/** The `operations` of a configuration file: the limits on the size and cost of one GraphQL request. */
export const operationsSchema = z
  .strictObject({
    bodyBytes: bound(1024, 1024 ** 3, 1024 ** 2, 'Size, in bytes, of the largest request body that is read.'),
    tokens: bound(1, 10_000, 2000, 'Tokens in the document: names, values, punctuation and comments.'),
    nesting: bound(
      1,
      500,
      100,
      'Brackets open at once in the document, and levels of lists and objects in a variable.',
    ),
    depth: bound(1, 500, 15, 'Levels of fields.'),
    rootFields: bound(1, 10_000, 20, 'Fields at the root of the query or mutation.'),
    fields: bound(1, 100_000, 1000, 'Fields at all levels; those of a fragment count each time that it is spread.'),
    aliases: bound(0, 100_000, 50, 'Fields with an alias, __typename included.'),
    directives: bound(0, 100_000, 50, 'Directives, for example @include.'),
    validationErrors: bound(1, 1000, 5, 'Errors of an operation, or of its variables, after which validation stops.'),
    alerts: bound(1, 100_000, 100, 'Alerts that one operation may send.'),
    answerBytes: bound(1024, 1024 ** 3, 32 * 1024 ** 2, 'Size, in bytes, of the largest answer.'),
    cost: bound(
      1,
      1_000_000_000,
      100_000,
      'Cost of one operation, in points; docs/operations.md says how it is computed.',
    ),
  })
  .prefault({})
  .describe('Limits on the size and cost of one GraphQL request.');
