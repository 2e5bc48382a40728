import { z } from 'zod';
import { integer, text } from '../wire-values.ts';
import { reportingChannelCodes } from './channel-codes.ts';
import type { DialectOptions } from './dialect.ts';
import { statusesFilteredUpstream } from './message-status.ts';
import { type OffsetDialect, offsetAt, offsetPage } from './offset-pages.ts';
import { transactionRows } from './transaction-row.ts';
import type { TransactionsQuery } from './types.ts';

/** The form of an answer. Made once, because zod compiles it. */
const TransactionsAnswer = z.looseObject({ page: z.looseObject({}).nullish(), transactions: z.array(z.unknown()) });

/** The most rows of a page. */
const MAX_LIMIT = 5000;

/** The most ids to filter by. LivePerson states no limit; more would make a body that it may refuse. */
const MAX_IDS = 100;

/** LivePerson's production since September 2022: POST with `v=2.0`, filters in an object, offset and limit in the body. */
export function v2Dialect({ accountId, v2PageLength }: DialectOptions): OffsetDialect {
  /** One row more if the last row is read again. */
  const limitAt = (offset: number) => (offset === 0 ? v2PageLength : Math.min(MAX_LIMIT, v2PageLength + 1));
  return {
    request(query, place) {
      const offset = offsetAt(place);
      return { method: 'POST', search: '&v=2.0', body: { offset, limit: limitAt(offset), filters: filters(query) } };
    },
    answer(query, place) {
      const requested = offsetAt(place);
      return TransactionsAnswer.transform(({ page, transactions }, context) => {
        const path = page == null ? null : notUnderstood(page, requested);
        if (path !== null) context.addIssue({ code: 'custom', path: ['page', path], message: 'not understood' });
        const rows = transactionRows(accountId, query, transactions, context);
        const offset = Math.max(0, integer(page?.offset) ?? requested);
        const stated = integer(page?.limit) ?? 0;
        const limit = stated > 0 ? Math.min(limitAt(requested), stated) : limitAt(requested);
        return { transactions: rows, offset, nextOffset: rows.length >= limit ? offset + rows.length : null };
      });
    },
    page: offsetPage,
  };
}

/** The key of a page object that does not fit this dialect or the requested offset; null if all keys fit. */
function notUnderstood(page: Readonly<Record<string, unknown>>, requested: number): string | null {
  if (text(page.nextPage) !== null) return 'nextPage';
  if ((integer(page.nextOffset) ?? -1) !== -1) return 'nextOffset';
  return page.offset != null && !(Number(integer(page.offset) ?? Number.NaN) <= requested) ? 'offset' : null;
}

function filters({ filter, statuses, transactionIds }: TransactionsQuery) {
  const channels = reportingChannelCodes(filter.channels);
  const messagestatus = statusesFilteredUpstream(statuses);
  return {
    ...(channels.length > 0 && { channels }),
    ...(filter.skills.length > 0 && { skills: filter.skills }),
    ...(messagestatus.length > 0 && { messagestatus }),
    ...(transactionIds.length > 0 && transactionIds.length <= MAX_IDS && { transactionids: transactionIds }),
  };
}
