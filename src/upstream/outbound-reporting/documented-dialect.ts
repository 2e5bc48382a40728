import { z } from 'zod';
import { integer, text } from '../wire-values.ts';
import { reportingChannelCodes } from './channel-codes.ts';
import type { DialectOptions } from './dialect.ts';
import { type OffsetDialect, offsetAt, offsetPage } from './offset-pages.ts';
import { transactionRows } from './transaction-row.ts';

/** The form of an answer. Made once, because zod compiles it. */
const TransactionsAnswer = z.looseObject({ page: z.looseObject({}).nullish(), transactions: z.array(z.unknown()) });

type WirePage = Readonly<Record<string, unknown>>;

/**
 * The document's dialect: GET with a flat JSON body; the upstream chooses the length of its pages. The document names no
 * parameter for the next page. Our reading: it is `offset`, as the answer's own keys suggest.
 */
export function documentedDialect({ accountId, readsWithBody }: DialectOptions): OffsetDialect {
  return {
    request({ filter }, place) {
      const channels = reportingChannelCodes(filter.channels);
      const body = {
        ...(channels.length > 0 && { channels }),
        ...(filter.skills.length > 0 && { skills: filter.skills }),
      };
      const offset = offsetAt(place);
      return { method: readsWithBody, search: offset === 0 ? '' : `&offset=${offset}`, body };
    },
    answer(query, place) {
      const requested = offsetAt(place);
      return TransactionsAnswer.transform(({ page, transactions }, context) => {
        const path = page == null ? null : notUnderstood(page, requested);
        if (path !== null) context.addIssue({ code: 'custom', path: ['page', path], message: 'not understood' });
        const rows = transactionRows(accountId, query, transactions, context);
        const offset = Math.max(0, integer(page?.currentOffset) ?? requested);
        return { transactions: rows, offset, nextOffset: nextOffset(page?.nextOffset, offset, rows.length) };
      });
    },
    page: offsetPage,
  };
}

/** The key of a page object that does not fit this dialect or the requested offset; null if all keys fit. */
function notUnderstood(page: WirePage, requested: number): string | null {
  const { currentOffset, nextOffset } = page;
  if (text(page.nextPage) !== null) return 'nextPage';
  if ('limit' in page) return 'limit';
  if (currentOffset != null && !(Number(integer(currentOffset) ?? Number.NaN) <= requested)) return 'currentOffset';
  return nextOffset != null && integer(nextOffset) === null ? 'nextOffset' : null;
}

/** Null at the end: -1, missing, not advancing, or an empty page. `page.count` is ignored: it contradicts the rows. */
function nextOffset(wire: unknown, offset: number, length: number): number | null {
  const next = integer(wire);
  return next === null || next <= offset || length === 0 ? null : next;
}
