import type { Answer } from '../answers/answer.ts';
import type { RequestFacts } from '../request/request-facts.ts';
import { refusalAnswer } from './refusal.ts';

/** A full queue usually has room again within a second. */
export const RETRY_AFTER_SECONDS = 1;

/** Refuses a request: HTTP 503 with `Retry-After` and an `OVERLOADED` error. */
export const OVERLOADED = refusalAnswer({
  status: 503,
  code: 'OVERLOADED',
  message: 'The gateway has more requests than it can answer. Try again later.',
  headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
  extensions: { retryAfterMs: RETRY_AFTER_SECONDS * 1000 },
});

/** The same, noted in the facts of the request. */
export function refuseOverloaded(facts: RequestFacts): Answer {
  facts.overloaded = true;
  return OVERLOADED;
}
