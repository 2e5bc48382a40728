import type { TransactionPosition } from '../upstream/outbound-reporting/transaction-position.ts';
import { instantOf } from '../upstream/wire-values.ts';
import { type CursorCodec, notACursorOf, partsOf } from './cursor.ts';

/** The cursor of a position. */
export function encodePosition(codec: CursorCodec, { attemptedTime, transactionId }: TransactionPosition): string {
  return codec.encode([attemptedTime, transactionId]);
}

/** The position of a cursor. Throws if the cursor is not of this query. */
export function decodePosition(codec: CursorCodec, argument: 'after' | 'before', cursor: string): TransactionPosition {
  const [attemptedTime, transactionId, ...more] = codec.decode(argument, cursor);
  if (typeof attemptedTime === 'string' && typeof transactionId === 'string' && more.length === 0) {
    if (instantOf(Date.parse(attemptedTime)) === attemptedTime) return { attemptedTime, transactionId };
  }
  throw notACursorOf(argument);
}

/** The time of a cursor of transactions, without a check of its query; null for a cursor of another connection. */
export function timeIn(cursor: string): string | null {
  const [, attemptedTime, transactionId] = partsOf(cursor) ?? [];
  return typeof attemptedTime === 'string' && transactionId !== undefined ? attemptedTime : null;
}
