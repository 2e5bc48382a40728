import type { TransactionPosition } from '../upstream/outbound-reporting/transaction-position.ts';
import { instantOf, type TimeRange } from '../upstream/wire-values.ts';
import { type CursorCodec, notACursorOf } from './cursor.ts';

/** The cursor of a position. */
export function encodePosition(codec: CursorCodec, { attemptedTime, transactionId }: TransactionPosition): string {
  return codec.encode([attemptedTime, transactionId]);
}

/** The position of a cursor. Throws if the cursor is not of this query, or outside its range. */
export function decodePosition(
  codec: CursorCodec,
  range: TimeRange,
  argument: 'after' | 'before',
  cursor: string,
): TransactionPosition {
  const [attemptedTime, transactionId, ...more] = codec.decode(argument, cursor);
  if (typeof attemptedTime === 'string' && typeof transactionId === 'string' && more.length === 0) {
    const epochMs = Date.parse(attemptedTime);
    const isWithin = epochMs >= range.startMs && epochMs <= range.endMs;
    if (isWithin && instantOf(epochMs) === attemptedTime) return { attemptedTime, transactionId };
  }
  throw notACursorOf(argument);
}
