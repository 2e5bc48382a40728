import type { MadeAnswer } from '../answers/answer.ts';
import type { GatewayConfig } from '../config/config.ts';

/** How often questions are asked, in milliseconds. */
export type PaceOptions = Pick<GatewayConfig['subscriptions'], 'shortestPollMs' | 'longestPollMs' | 'pollMs'>;

/** A timer may be early by a millisecond; the answer would still be fresh then. */
const LATE_MS = 10;

/**
 * Milliseconds until a question is asked again: when its answer is no longer fresh. `failures` counts the answers without
 * data since the last one with data.
 */
export function nextPollMs(
  { answer }: MadeAnswer,
  failures: number,
  { shortestPollMs, longestPollMs, pollMs }: PaceOptions,
): number {
  const freshForMs = (answer.freshUntil ?? 0) - Date.now();
  if (freshForMs > 0) return Math.min(Math.max(freshForMs + LATE_MS, shortestPollMs), longestPollMs);
  return Math.min(pollMs * 2 ** Math.max(0, failures - 1), Math.max(pollMs, longestPollMs));
}
