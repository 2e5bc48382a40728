import type { ServerResponse } from 'node:http';
import type { KeySetState } from '../callers/key-set.ts';
import { answerJson } from './plain-answer.ts';

/** What decides whether a gateway should be sent requests. */
export type Readiness = {
  /** All places are taken and half of the queue is, too. */
  readonly busy: () => boolean;
  /** The gateway was told to stop. */
  readonly draining: () => boolean;
  /** The last configuration to be reloaded was refused, and the one before it still serves. */
  readonly refused: () => boolean;
  /** How good the keys are that callers' tokens are checked with; null where there is no key set. */
  readonly keySet: () => KeySetState | null;
};

/**
 * Answers `/health/live` (200 for as long as the process runs) and `/health/ready` (200, or 503 with `busy`,
 * `draining` or `no key set`; and whether a reload was refused).
 */
export function answerHealth(
  path: string,
  response: ServerResponse,
  { busy, draining, refused, keySet }: Readiness,
): void {
  if (path === '/health/live') {
    answerJson(response, 200, { status: 'live' });
    return;
  }
  const status = draining() ? 'draining' : keySet() === 'missing' ? 'no key set' : busy() ? 'busy' : 'ready';
  const body = { status, ...(refused() && { configuration: 'refused' }) };
  answerJson(response, status === 'ready' ? 200 : 503, body, status === 'busy' ? { 'retry-after': '1' } : {});
}
