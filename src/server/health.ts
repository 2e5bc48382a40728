import type { ServerResponse } from 'node:http';
import type { KeySetState } from '../callers/key-set.ts';
import { RETRY_AFTER_SECONDS } from './overload.ts';
import { answerJson } from './plain-answer.ts';

/** What decides whether a gateway is ready for requests. */
export type Readiness = {
  /** `door.concurrency` requests run, and half of the queue is full. */
  readonly busy: () => boolean;
  /** The heap is nearly full or the event loop is late. */
  readonly overloaded: () => boolean;
  /** The gateway is shutting down. */
  readonly draining: () => boolean;
  /** The last reload was refused, and the previous configuration is still active. */
  readonly reloadFailed: () => boolean;
  /** The state of the key set that verifies callers' tokens; null if there is none. */
  readonly keySet: () => KeySetState | null;
};

/**
 * Answers `/health/live` (200 while the process runs) and `/health/ready` (200, or 503 with `busy`, `overloaded`,
 * `draining` or `no key set`; and whether a reload was refused).
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
  const headers = passes ? { 'retry-after': String(RETRY_AFTER_SECONDS) } : {};
  answerJson(response, status === 'ready' ? 200 : 503, body, headers);
}
