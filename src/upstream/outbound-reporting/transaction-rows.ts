import type { z } from 'zod';
import { transactionRow } from './transaction-row.ts';
import type { OutboundApp, Transaction } from './types.ts';

/** All rows of a transactions answer; a row that lacks what it must have is an issue with its path. */
export function transactionRows(
  accountId: string,
  app: OutboundApp,
  wire: readonly unknown[],
  context: z.RefinementCtx,
): Transaction[] {
  const rows: Transaction[] = [];
  for (const [index, item] of wire.entries()) {
    const row = transactionRow(accountId, app, item);
    if ('missing' in row) {
      const path = ['transactions', index, ...(row.missing === '' ? [] : [row.missing])];
      context.addIssue({ code: 'custom', path, message: 'missing' });
      return rows;
    }
    rows.push(row);
  }
  return rows;
}
