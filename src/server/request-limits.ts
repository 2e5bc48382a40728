import type { IncomingMessage } from 'node:http';
import { DEADLINE_HEADER, requestDeadline } from '../request/request-deadline.ts';
import type { Refusal } from './refusal.ts';

/** The deadline of a request that arrived at `arrivedAt`, in epoch milliseconds, or the refusal of an invalid one. */
export function readDeadline({ headers }: IncomingMessage, arrivedAt: number, configuredMs: number): number | Refusal {
  const deadlineMs = requestDeadline(headers[DEADLINE_HEADER]?.toString() ?? null, configuredMs);
  if (deadlineMs !== null) return arrivedAt + deadlineMs;
  return {
    status: 400,
    code: 'BAD_USER_INPUT',
    message: `${DEADLINE_HEADER} must be a whole number of milliseconds, at least 1.`,
  };
}

/** The header by which a client asks for a fresh read (`1`), and a response says whether it is one (`1` or `0`). */
export const FRESH_HEADER = 'x-fresh-read';

/** Whether a client wants data from after its request; `allowNoCache` is whether `Cache-Control: no-cache` says so, too. */
export function wantsFreshRead({ headers }: IncomingMessage, allowNoCache: boolean): boolean {
  if (headers[FRESH_HEADER] === '1') return true;
  if (!allowNoCache) return false;
  const directives = headers['cache-control']?.toLowerCase().split(',') ?? [];
  return directives.some((directive) => directive.trim() === 'no-cache');
}
