import { hash } from 'node:crypto';
import type { Caller } from './caller.ts';

/** Each caller's id, because several plugins and queues ask for it. */
const ids = new WeakMap<object, string | null>();

/**
 * Identifies a caller among all others: by its subject, or by a hash of its own token. Null if its credentials do not
 * name it, so that it cannot be told from others.
 */
export function callerId(caller: Pick<Caller, 'subject' | 'bearer'>): string | null {
  const known = ids.get(caller);
  if (known !== undefined) return known;
  const id = idOf(caller);
  ids.set(caller, id);
  return id;
}

function idOf({ subject, bearer }: Pick<Caller, 'subject' | 'bearer'>): string | null {
  if (subject !== null) return `subject:${subject}`;
  return bearer && `token:${hash('sha256', bearer.reveal(), 'base64url')}`;
}
