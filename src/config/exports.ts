import { z } from 'zod';
import { wholeNumber } from './whole-number.ts';

/** The `exports` of a configuration file. */
export const exportsSchema = z
  .strictObject({
    total: wholeNumber(0, 1000, 8, 'Exports that run at once. Further ones get HTTP 503; 0 refuses all.'),
    perCaller: wholeNumber(1, 1000, 2, 'Exports of one caller that run at once. Further ones get HTTP 429.'),
  })
  .prefault({})
  .describe('How many exports (POST /graphql/export) the gateway runs at once, besides the requests of the door.');
