import type { Transaction } from './types.ts';

/**
 * A position in a list of transactions: the time of an attempt (ISO 8601) and a transaction of that instant. With an empty
 * id it is the position before all transactions of the instant.
 */
export type TransactionPosition = Pick<Transaction, 'attemptedTime' | 'transactionId'>;

/** Below 0 if `a` is earlier than `b`, above 0 if it is later. Slices and cursors share this order. */
export function comparePositions(a: TransactionPosition, b: TransactionPosition): number {
  if (a.attemptedTime !== b.attemptedTime) return a.attemptedTime < b.attemptedTime ? -1 : 1;
  return a.transactionId < b.transactionId ? -1 : a.transactionId > b.transactionId ? 1 : 0;
}

/** The position before all transactions of an instant, in epoch milliseconds. */
export function positionAt(epochMs: number): TransactionPosition {
  return { attemptedTime: new Date(epochMs).toISOString(), transactionId: '' };
}
