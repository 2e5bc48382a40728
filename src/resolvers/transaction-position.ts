import type { Transaction } from '../upstream/outbound-reporting/types.ts';
import { instantOf, type TimeRange } from '../upstream/wire-values.ts';
import { badUserInput } from './client-error.ts';
import type { CursorCodec } from './cursor.ts';

/**
 * A position in a list of transactions: the time of an attempt (ISO 8601) and a transaction of that instant. With an empty
 * id it is the position before all transactions of the instant.
 */
export type TransactionPosition = Pick<Transaction, 'attemptedTime' | 'transactionId'>;

/** Below 0 if `a` is earlier than `b`, above 0 if it is later. */
export function comparePositions(a: TransactionPosition, b: TransactionPosition): number {
  if (a.attemptedTime !== b.attemptedTime) return a.attemptedTime < b.attemptedTime ? -1 : 1;
  return a.transactionId < b.transactionId ? -1 : a.transactionId > b.transactionId ? 1 : 0;
}

/** The position before all transactions of an instant, in epoch milliseconds. */
export function positionAt(epochMs: number): TransactionPosition {
  return { attemptedTime: new Date(epochMs).toISOString(), transactionId: '' };
}

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
  throw badUserInput(`${argument} is not a cursor of this query. Take one from its edges or pageInfo.`);
}
