import { DAY_MS } from './upstream-data.ts';

/** The names of the queries. */
export const QUERY_NAMES = ['analytics', 'page-100', 'page-1000', 'joined'] as const;
/** See `QUERY_NAMES`. */
export type QueryName = (typeof QUERY_NAMES)[number];

/** One of the queries that a dashboard asks. */
export type Query = {
  readonly title: string;
  readonly text: string;
  readonly accountId: string;
  readonly days: number;
  readonly first?: number;
};

/** The different questions that one query is asked with, where it is asked with many. */
export const KEYS = 32;

const ROW = `transactionId channel skill status attemptedTime sentTime deliveredTime readTime campaignId handoffId`;

function transactions(fields: string): string {
  return `query Messages($accountId: String!, $attempted: TimeRangeInput!, $first: Int!) {
  account(accountId: $accountId) {
    transactions(attempted: $attempted, first: $first) { nodes { ${fields} } pageInfo { hasNextPage } }
  }
}`;
}

/** The four queries. Each range is all of an upstream answer, so that nobody reads more than it delivers. */
export const QUERIES: Readonly<Record<QueryName, Query>> = {
  analytics: {
    title: 'Analytics of 30 rows',
    accountId: '10000100',
    days: 10,
    text: `query Funnel($accountId: String!, $attempted: TimeRangeInput!) {
  account(accountId: $accountId) {
    analytics(attempted: $attempted) {
      rows { channel skill day funnel { attempted sent delivered read failed conversationsCreated csat responseRate } }
    }
  }
}`,
  },
  'page-100': {
    title: 'A page of 100 transactions',
    accountId: '10000100',
    days: 1,
    first: 100,
    text: transactions(ROW),
  },
  'page-1000': {
    title: 'A page of 1,000 transactions',
    accountId: '10001000',
    days: 1,
    first: 1000,
    text: transactions(ROW),
  },
  joined: {
    title: '100 transactions with the analytics of their 10 campaigns',
    accountId: '10000100',
    days: 1,
    first: 100,
    text: transactions(
      `${ROW} campaign { campaignId analytics { totals { attempted sent delivered failed responseRate } } }`,
    ),
  },
};

/** The variables of a query for one of the keys: a range that ends some days before `todayMs`. */
export function variablesOf({ accountId, days, first }: Query, key: number, todayMs: number) {
  const endMs = todayMs - (2 + key) * DAY_MS;
  const attempted = { start: new Date(endMs - days * DAY_MS).toISOString(), end: new Date(endMs).toISOString() };
  return { accountId, attempted, ...(first !== undefined && { first }) };
}

/** The request body of a query for one of the keys. */
export function bodyOf(query: Query, key: number, todayMs: number): string {
  return JSON.stringify({ query: query.text, variables: variablesOf(query, key, todayMs) });
}
