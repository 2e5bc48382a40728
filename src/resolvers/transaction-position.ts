import type { Transaction } from '../upstream/outbound-reporting/types.ts';
import { instantOf, type TimeRange } from '../upstream/wire-values.ts';
import { badUserInput } from './client-error.ts';
import type { CursorCodec } from './cursor.ts';

/**
 * A place in a list of transactions: an attempt (ISO 8601) and a transaction of that instant. The id is empty for the place
 * before all transactions of the instant.
 */
export type TransactionPosition = Pick<Transaction, 'attemptedTime' | 'transactionId'>;

/** Below 0 when `a` is earlier than `b`, above 0 when it is later. */
export function comparePositions(a: TransactionPosition, b: TransactionPosition): number {
  if (a.attemptedTime !== b.attemptedTime) return a.attemptedTime < b.attemptedTime ? -1 : 1;
  return a.transactionId < b.transactionId ? -1 : a.transactionId > b.transactionId ? 1 : 0;
}

/** The place before all transactions of an instant, in epoch milliseconds. */
export function positionAt(epochMs: number): TransactionPosition {
  return { attemptedTime: new Date(epochMs).toISOString(), transactionId: '' };
}

/** The cursor of a place. */
export function encodePosition(codec: CursorCodec, { attemptedTime, transactionId }: TransactionPosition): string {
  return codec.encode([attemptedTime, transactionId]);
}

/** The place of a cursor. Throws when it is none of this query, or lies outside its range. */
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
  throw badUserInput(`${argument} is no cursor of this query; take one from its edges or pageInfo.`);
}
