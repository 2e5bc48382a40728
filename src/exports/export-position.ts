import { ClientError } from '../resolvers/client-error.ts';

/** Where an export is. */
export type ExportPosition = {
  /** When the export began, in epoch milliseconds: what is relative to now stays the same when it resumes. */
  readonly startedAt: number;
  /** The cursor of the connection; null at its start. */
  readonly after: string | null;
};

/** How long after its start an export can be resumed. */
const LASTS_MS = 7 * 24 * 60 * 60_000;

/** The text of a position, which clients send back as `after`. */
export function encodePosition({ startedAt, after }: ExportPosition): string {
  return `${startedAt.toString(36)}.${after ?? ''}`;
}

/**
 * The position of an `after`, which may also be a cursor of the connection itself, or null for the start. Throws if it is
 * neither, or if its export began more than seven days ago.
 */
export function decodePosition(after: unknown, now: number): ExportPosition {
  if (after == null) return { startedAt: now, after: null };
  if (typeof after !== 'string') throw new ClientError('BAD_USER_INPUT', 'after must be a cursor or null.');
  const [, start, cursor] = /^([0-9a-z]{1,10})\.(.*)$/s.exec(after) ?? [];
  if (start === undefined || cursor === undefined) return { startedAt: now, after };
  const startedAt = Number.parseInt(start, 36);
  if (startedAt > now || startedAt < now - LASTS_MS) {
    throw new ClientError(
      'BAD_USER_INPUT',
      'after is not the cursor of an export of the last seven days. Start again without it.',
    );
  }
  return { startedAt, after: cursor === '' ? null : cursor };
}
