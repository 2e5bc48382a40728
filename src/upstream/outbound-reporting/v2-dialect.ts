import { z } from 'zod';
import { integer } from '../wire-values.ts';
import { reportingChannelCodes } from './channel-codes.ts';
import type { Dialect, DialectOptions } from './dialect.ts';
import { FILTERED_UPSTREAM } from './message-status.ts';
import { transactionRows } from './transaction-rows.ts';
import type { TransactionsQuery } from './types.ts';

/** What production became in September 2022: POST with `v=2.0`, filters in an object, offset and limit in the body. */
export function v2Dialect({ accountId, v2PageLength }: DialectOptions): Dialect {
  return {
    request(query) {
      return {
        method: 'POST',
        search: '&v=2.0',
        body: { offset: query.offset, limit: v2PageLength, filters: filters(query) },
      };
    },
    answer: ({ app, offset }) =>
      z
        .looseObject({ page: z.looseObject({}).nullish().catch(null), transactions: z.array(z.unknown()) })
        .transform(({ page, transactions }, context) => {
          const told = integer(page?.limit) ?? v2PageLength;
          const limit = told > 0 ? Math.min(v2PageLength, told) : v2PageLength;
          const full = transactions.length >= limit;
          return {
            transactions: transactionRows(accountId, app, transactions, context),
            nextOffset: full ? offset + transactions.length : null,
          };
        }),
  };
}

function filters({ filter, statuses, transactionIds }: TransactionsQuery) {
  const channels = reportingChannelCodes(filter.channels);
  const messagestatus = statuses.every((status) => FILTERED_UPSTREAM.includes(status)) ? statuses : [];
  return {
    ...(channels.length > 0 && { channels }),
    ...(filter.skills.length > 0 && { skills: filter.skills }),
    ...(messagestatus.length > 0 && { messagestatus }),
    ...(transactionIds.length > 0 && { transactionids: transactionIds }),
  };
}
