import { createHash } from 'node:crypto';
import type { Caller } from './caller.ts';

/**
 * Identifies a caller among all others: by its subject, or by a hash of its own token. Null if its credentials do not
 * name it, so that it cannot be told from others.
 */
export function callerId({ subject, bearer }: Pick<Caller, 'subject' | 'bearer'>): string | null {
  if (subject !== null) return `subject:${subject}`;
  return bearer && `token:${createHash('sha256').update(bearer.reveal()).digest('base64url')}`;
}
