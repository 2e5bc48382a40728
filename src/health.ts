import type { ServerResponse } from 'node:http';
import { answerJson } from './plain-answer.ts';

/** What decides whether a gateway should be sent requests. */
export type Readiness = {
  /** All places are taken and half of the queue is, too. */
  readonly busy: () => boolean;
  /** The gateway was told to stop. */
  readonly draining: () => boolean;
};

/**
 * Answers `/health/live` (200 for as long as the process runs) and `/health/ready` (200, or 503 with `busy` or
 * `draining`). False when `path` is neither.
 */
export function answerHealth(path: string, response: ServerResponse, { busy, draining }: Readiness): boolean {
  if (path === '/health/live') {
    answerJson(response, 200, { status: 'live' });
    return true;
  }
  if (path !== '/health/ready') return false;
  const status = draining() ? 'draining' : busy() ? 'busy' : 'ready';
  answerJson(response, status === 'ready' ? 200 : 503, { status }, status === 'busy' ? { 'retry-after': '1' } : {});
  return true;
}
