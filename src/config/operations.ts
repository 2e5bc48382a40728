import { z } from 'zod';
import { wholeNumber } from './whole-number.ts';

/** The `operations` of a configuration file: the limits on the size and cost of one GraphQL request. */
export const operationsSchema = z
  .strictObject({
    bodyBytes: wholeNumber(1024, 1024 ** 3, 1024 ** 2, 'Size, in bytes, of the largest request body that is read.'),
    tokens: wholeNumber(1, 10_000, 2000, 'Tokens in the document: names, values, punctuation and comments.'),
    nesting: wholeNumber(
      1,
      500,
      100,
      'Brackets open at once in the document, and levels of lists and objects in a variable.',
    ),
    depth: wholeNumber(1, 500, 15, 'Levels of fields.'),
    rootFields: wholeNumber(1, 10_000, 20, 'Fields at the root of the query or mutation.'),
    fields: wholeNumber(
      1,
      100_000,
      1000,
      'Fields at all levels; those of a fragment count each time that it is spread.',
    ),
    aliases: wholeNumber(0, 100_000, 50, 'Fields with an alias, __typename included.'),
    directives: wholeNumber(0, 100_000, 50, 'Directives, for example @include.'),
    validationErrors: wholeNumber(
      1,
      1000,
      5,
      'Errors of an operation, or of its variables, after which validation stops.',
    ),
    alerts: wholeNumber(1, 100_000, 100, 'Alerts that one operation may send.'),
    answerBytes: wholeNumber(1024, 1024 ** 3, 32 * 1024 ** 2, 'Size, in bytes, of the largest answer.'),
    cost: wholeNumber(
      1,
      1_000_000_000,
      100_000,
      'Cost of one operation, in points; docs/operations.md says how it is computed.',
    ),
  })
  .prefault({})
  .describe('Limits on the size and cost of one GraphQL request.');
