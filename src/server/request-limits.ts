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

/** Whether a client wants fresh data: its `Cache-Control` has `no-cache`. */
export function hasNoCache({ headers }: IncomingMessage): boolean {
  const directives = headers['cache-control']?.toLowerCase().split(',') ?? [];
  return directives.some((directive) => directive.trim() === 'no-cache');
}
