import { z } from 'zod';
import { integer } from '../wire-values.ts';
import { reportingChannelCodes } from './channel-codes.ts';
import type { Dialect, DialectOptions } from './dialect.ts';
import { transactionRows } from './transaction-rows.ts';

/**
 * The document's dialect: GET with a flat JSON body, pages of a length that the upstream chooses. The document names no
 * parameter for the next page; `offset` is taken from the answer's own words.
 */
export function documentedDialect({ accountId, readsWithBody }: DialectOptions): Dialect {
  return {
    request({ offset, filter }) {
      const channels = reportingChannelCodes(filter.channels);
      const body = {
        ...(channels.length > 0 && { channels }),
        ...(filter.skills.length > 0 && { skills: filter.skills }),
      };
      return { method: readsWithBody, search: offset === 0 ? '' : `&offset=${offset}`, body };
    },
    answer: ({ app, offset }) =>
      z
        .looseObject({ page: z.looseObject({}).nullish().catch(null), transactions: z.array(z.unknown()) })
        .transform(({ page, transactions }, context) => {
          const skipped = Math.max(0, offset - (integer(page?.currentOffset) ?? offset));
          if (skipped > 0 && skipped >= transactions.length && transactions.length > 0) {
            // The same page again: the upstream did not understand the offset, and going on would lose the rest.
            context.addIssue({ code: 'custom', path: ['page', 'currentOffset'], message: 'not the page asked for' });
          }
          const rows = transactionRows(accountId, app, transactions, context);
          return { transactions: rows.slice(skipped), nextOffset: nextOffset(page?.nextOffset, offset, transactions) };
        }),
  };
}

/** Null at the end: -1, missing, not advancing, or an empty page. `page.count` is no witness: it contradicts the rows. */
function nextOffset(wire: unknown, offset: number, transactions: readonly unknown[]): number | null {
  const next = integer(wire);
  return next === null || next <= offset || transactions.length === 0 ? null : next;
}
