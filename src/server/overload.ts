import type { ServerResponse } from 'node:http';
import { answerJson } from './plain-answer.ts';

/** A full queue usually has room again within a second. */
export const RETRY_AFTER_SECONDS = 1;

const OVERLOADED = {
  errors: [
    {
      message: 'The gateway has more requests than it can answer. Try again later.',
      extensions: { code: 'OVERLOADED', retryAfterMs: RETRY_AFTER_SECONDS * 1000 },
    },
  ],
};

/** Refuses a request: HTTP 503 with `Retry-After` and an `OVERLOADED` error. */
export function refuseOverloaded(response: ServerResponse): void {
  answerJson(response, 503, OVERLOADED, { 'retry-after': String(RETRY_AFTER_SECONDS) });
}
