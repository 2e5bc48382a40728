import { z } from 'zod';
import { integer, text } from '../wire-values.ts';
import { reportingChannelCodes } from './channel-codes.ts';
import type { DialectOptions } from './dialect.ts';
import { type OffsetDialect, offsetAt, offsetPage } from './offset-pages.ts';
import { transactionRows } from './transaction-row.ts';

type WirePage = Readonly<Record<string, unknown>>;

/**
 * The document's dialect: GET with a flat JSON body, pages of a length that the upstream chooses. The document names no
 * parameter for the next page; `offset` is taken from the answer's own words.
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
      const asked = offsetAt(place);
      return z
        .looseObject({ page: z.looseObject({}).nullish(), transactions: z.array(z.unknown()) })
        .transform(({ page, transactions }, context) => {
          const path = page == null ? null : notUnderstood(page, asked);
          if (path !== null) context.addIssue({ code: 'custom', path: ['page', path], message: 'not understood' });
          const rows = transactionRows(accountId, query, transactions, context);
          const offset = Math.max(0, integer(page?.currentOffset) ?? asked);
          return { transactions: rows, offset, nextOffset: nextOffset(page?.nextOffset, offset, rows.length) };
        });
    },
    page: offsetPage,
  };
}

/** The key of a page object that does not belong to this dialect, or to the offset that was asked for; null for none. */
function notUnderstood(page: WirePage, asked: number): string | null {
  const { currentOffset, nextOffset } = page;
  if (text(page.nextPage) !== null) return 'nextPage';
  if ('limit' in page) return 'limit';
  if (currentOffset != null && !(Number(integer(currentOffset) ?? Number.NaN) <= asked)) return 'currentOffset';
  return nextOffset != null && integer(nextOffset) === null ? 'nextOffset' : null;
}

/** Null at the end: -1, missing, not advancing, or an empty page. `page.count` is no witness: it contradicts the rows. */
function nextOffset(wire: unknown, offset: number, length: number): number | null {
  const next = integer(wire);
  return next === null || next <= offset || length === 0 ? null : next;
}
