import type { ZodType } from 'zod';
import type { JsonRequest } from '../http/send-json.ts';
import type { TransactionsPage, TransactionsQuery } from './types.ts';

/** One way to ask for transactions, and to read the answer. */
export type Dialect = {
  /** `search` continues the query string. */
  request(query: TransactionsQuery): Pick<JsonRequest, 'method' | 'body'> & { readonly search: string };
  answer(query: TransactionsQuery): ZodType<Omit<TransactionsPage, 'fetchedAt'>>;
};

/** What the dialects need to know of an account. */
export type DialectOptions = {
  readonly accountId: string;
  /** `POST` where a proxy on the way drops the body of a GET. */
  readonly readsWithBody: 'GET' | 'POST';
  /** Rows per page asked for in the `v2` dialect, 1 to 5000. */
  readonly v2PageLength: number;
};
