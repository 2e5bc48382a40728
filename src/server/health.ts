import type { ServerResponse } from 'node:http';
import type { KeySetState } from '../callers/key-set.ts';
import { answerJson } from './plain-answer.ts';

/** What decides whether a gateway should be sent requests. */
export type Readiness = {
  /** All places are taken and half of the queue is, too. */
  readonly busy: () => boolean;
  /** Heap or event loop have too much to do. */
  readonly overloaded: () => boolean;
  /** The gateway was told to stop. */
  readonly draining: () => boolean;
  /** The last reload was refused, and the configuration before it still serves. */
  readonly reloadFailed: () => boolean;
  /** How good the keys are that callers' tokens are checked with; null where there is no key set. */
  readonly keySet: () => KeySetState | null;
};

/**
 * Answers `/health/live` (200 for as long as the process runs) and `/health/ready` (200, or 503 with `busy`,
 * `overloaded`, `draining` or `no key set`; and whether a reload was refused).
 */
export function answerHealth(
  path: string,
  response: ServerResponse,
  { busy, overloaded, draining, reloadFailed, keySet }: Readiness,
): void {
  if (path === '/health/live') {
    answerJson(response, 200, { status: 'live' });
    return;
  }
  const reasons = { draining, 'no key set': () => keySet() === 'missing', overloaded, busy };
  const [status = 'ready'] = Object.entries(reasons).flatMap(([reason, holds]) => (holds() ? [reason] : []));
  const body = { status, ...(reloadFailed() && { configuration: 'refused' }) };
  const passes = status === 'busy' || status === 'overloaded';
  answerJson(response, status === 'ready' ? 200 : 503, body, passes ? { 'retry-after': '1' } : {});
}
