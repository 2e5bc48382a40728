import type { ZodType } from 'zod';
import type { JsonRequest } from '../http/send-json.ts';
import type { NextPage, Transaction, TransactionsQuery } from './types.ts';

/**
 * One way to ask for transactions page by page, and to read the answers. `Place` is what it needs to know to ask for the
 * page that follows another; it is JSON, and null for the first page. `Answer` is what one answer says by itself.
 */
export type Dialect<Place extends NextPage = NextPage, Answer extends object = object> = {
  /** `search` continues the query string. */
  request(
    query: TransactionsQuery,
    place: Place | null,
  ): Pick<JsonRequest, 'method' | 'body'> & { readonly search: string };
  /** An answer whose paging is not understood is an issue, never an end. */
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

/** What the dialects need to know of an account. */
export type DialectOptions = {
  readonly accountId: string;
  /** `POST` where a proxy on the way drops the body of a GET. */
  readonly readsWithBody: 'GET' | 'POST';
  /** Rows per page asked for in the `v2` dialect, 1 to 5000. */
  readonly v2PageLength: number;
};

/** Rows came or went while a window was read, so that its pages do not make one list: it must be read again. */
export class PagesShifted extends Error {
  /** Whether the page before came again: the upstream does not understand how the next one is asked for. */
  readonly repeated: boolean;

  constructor(repeated = false) {
    super('The pages of a window do not make one list');
    this.repeated = repeated;
  }
}
