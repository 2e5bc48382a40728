import { z } from 'zod';
import { wholeNumber } from './whole-number.ts';

/** The shortest of all times, so that no setting makes a loop of a poll. */
const MIN_MS = 100;
const HOUR_MS = 60 * 60_000;

const milliseconds = (standard: number, description: string) => wholeNumber(MIN_MS, HOUR_MS, standard, description);

/** The `subscriptions` of a configuration file. */
export const subscriptionsSchema = z
  .strictObject({
    total: wholeNumber(1, 100_000, 2000, 'Subscriptions that are open at once. Further ones get HTTP 503.'),
    perCaller: wholeNumber(
      1,
      100_000,
      100,
      'Subscriptions of one caller that are open at once. Further ones get HTTP 429.',
    ),
    shortestPollMs: milliseconds(5000, 'The shortest time, in milliseconds, between two polls of one question.'),
    longestPollMs: milliseconds(
      5 * 60_000,
      'The longest time, in milliseconds, between two polls of one question, however long its answer is fresh or fails.',
    ),
    pollMs: milliseconds(
      60_000,
      'Milliseconds until the next poll after an answer that is not cached or has errors; doubled after each answer without data.',
    ),
    heartbeatMs: milliseconds(
      12_000,
      'Milliseconds between two comments in a stream, so that no proxy takes its connection for idle.',
    ),
  })
  .prefault({})
  .describe('How many subscriptions the gateway serves, and how often it asks for what they show.');
