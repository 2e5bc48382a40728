import type { ZodType } from 'zod';
import type { JsonRequest } from '../http/send-json.ts';
import type { NextPage, Transaction, TransactionsQuery } from './types.ts';

/** All rows of one answer. */
type WireRows = { readonly transactions: readonly Transaction[] };

/**
 * One way to request transactions page by page, and to read the answers. `Place` is what it needs to request the page
 * after another; it is JSON, and null for the first page. `Answer` is what one answer says on its own.
 */
export type Dialect<Place extends NextPage = NextPage, Answer extends WireRows = WireRows> = {
  /** `search` continues the query string. */
  request(
    query: TransactionsQuery,
    place: Place | null,
  ): Pick<JsonRequest, 'method' | 'body'> & { readonly search: string };
  /** An answer whose paging is not understood is an issue, never the last page. */
  answer(query: TransactionsQuery, place: Place | null): ZodType<Answer>;
  /**
   * The rows of an answer that were not read before, and the place of the next page, null after the last. Throws
   * `PagesShifted` when the answer does not continue the page before it.
   */
  page(
    answer: Answer,
    place: Place | null,
  ): { readonly transactions: readonly Transaction[]; readonly next: Place | null };
};

/** An account's settings for the dialects. */
export type DialectOptions = {
  readonly accountId: string;
  /** `POST` if a proxy drops the body of a GET. */
  readonly readsWithBody: 'GET' | 'POST';
  /** Rows to request per page in the `v2` dialect, 1 to 5000. */
  readonly v2PageLength: number;
};

/** Rows were added or removed while a window was read, so that its pages do not make one list. Read it again. */
export class PagesShifted extends Error {
  /** True if the page before came again: the upstream does not understand the request for the next one. */
  readonly repeated: boolean;

  constructor(repeated = false) {
    super('The pages of a window do not make one list');
    this.repeated = repeated;
  }
}
