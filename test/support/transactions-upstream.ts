import { type Answer, type SeenRequest, startUpstream, type Upstream } from './upstream.ts';
import { transactionRow } from './wire.ts';

const DAY_MS = 24 * 60 * 60_000;

/** A transaction as the upstream has it; `row` replaces keys of its row on the wire. */
export type StoredTransaction = {
  readonly transactionId: string;
  readonly attemptedMs: number;
  readonly row?: Readonly<Record<string, unknown>>;
};

/** A window as it was asked for, in epoch milliseconds. */
type AskedWindow = { readonly startMs: number; readonly endMs: number };

/** How the last page says that it is the last: by a `nextOffset`, without one, without `page`, or by an empty page. */
export type Sentinel = -1 | null | 'missing' | 'no-page' | 'stuck' | 'zero' | 'empty-page';

/** What the upstream holds, and how it behaves. May be changed between requests. */
export type TransactionsStore = {
  /** In the order in which the upstream lists those of one window. */
  transactions: StoredTransaction[];
  /** Rows of the page at an offset, from 1. By default 100. */
  pageLength?: (window: AskedWindow, offset: number) => number;
  /** Whether a transaction at the very end of a window is listed in it. */
  endsInclusive?: boolean;
  /** Whether one at the very start is not, unless that is a midnight. */
  startsExclusive?: boolean;
  sentinel?: Sentinel;
  /** What `page.count` says. */
  count?: unknown;
  /** Answers the first page to any offset, and says so in `currentOffset` unless that is `silent`. */
  ignoresOffset?: 'told' | 'silent' | undefined;
  /** Answers from the nearest earlier multiple of this offset. */
  alignsTo?: number;
  /** Whether it answers HTTP 500. */
  fails?: boolean;
  /** Told of each request before it is answered; may change the store. */
  onRequest?: (index: number) => void;
};

type Rows = readonly Record<string, unknown>[];

/** Starts an upstream that answers transactions in both dialects from `store`; `other` answers what is no transactions request. */
export function startTransactionsUpstream(
  store: TransactionsStore,
  other: (request: SeenRequest) => Answer | undefined = () => undefined,
): Promise<Upstream> {
  return startUpstream((request, index) => {
    const url = new URL(request.path, 'http://upstream');
    const window = {
      startMs: Number(url.searchParams.get('attemptedStartTime')),
      endMs: Number(url.searchParams.get('attemptedEndTime')),
    };
    if (!url.pathname.endsWith('/transactions/')) {
      return other(request) ?? (url.pathname.endsWith('/analytics/') ? { json: count(store, window) } : undefined);
    }
    store.onRequest?.(index);
    if (store.fails) return { status: 500, json: {} };
    if (window.endMs - window.startMs > DAY_MS || window.endMs < window.startMs) {
      return { status: 400, json: { code: 0, requestTraceId: 'trace', message: 'at most 24 hours' } };
    }
    return {
      json: url.searchParams.get('v') === '2.0' ? v2(store, window, request) : documented(store, window, request),
    };
  });
}

function count(store: TransactionsStore, window: AskedWindow) {
  return { analytics: [{ channel: 'sms', skill: 'billing', attempted: rowsOf(store, window, {}).length }] };
}

function documented(store: TransactionsStore, window: AskedWindow, { path, body }: SeenRequest) {
  const asked = Number(new URL(path, 'http://upstream').searchParams.get('offset') ?? 0);
  const aligned = asked - (asked % (store.alignsTo ?? 1));
  const offset = store.ignoresOffset === undefined ? aligned : 0;
  const rows = rowsOf(store, window, body as Filters);
  const page = rows.slice(offset, offset + (store.pageLength?.(window, offset) ?? 100));
  const end = offset + page.length;
  const currentOffset = store.ignoresOffset === 'silent' ? undefined : offset;
  return {
    requestMetadata: {},
    ...(end < rows.length || store.sentinel !== 'no-page' ? { page: pageObject(store, currentOffset, end, rows) } : {}),
    transactions: page,
  };
}

function pageObject(
  { sentinel = -1, count = 1 }: TransactionsStore,
  currentOffset: number | undefined,
  end: number,
  rows: Rows,
) {
  const page = { count, previousOffset: -1, currentOffset };
  if (end < rows.length) return { ...page, nextOffset: end };
  if (sentinel === 'missing') return page;
  const last = { stuck: currentOffset, zero: 0, 'empty-page': end + (currentOffset === end ? 1 : 0), 'no-page': -1 };
  return { ...page, nextOffset: typeof sentinel === 'string' ? last[sentinel] : sentinel };
}

type Filters = {
  readonly channels?: string[];
  readonly skills?: string[];
  readonly messagestatus?: string[];
  readonly transactionids?: string[];
};

function v2(store: TransactionsStore, window: AskedWindow, { body }: SeenRequest) {
  const asked = body as { readonly offset: number; readonly limit: number; readonly filters: Filters };
  const offset = store.ignoresOffset === undefined ? asked.offset : 0;
  const limit = Math.min(asked.limit, store.pageLength?.(window, offset) ?? 100);
  const page = rowsOf(store, window, asked.filters).slice(offset, offset + limit);
  return { requestMetadata: {}, page: { count: store.count ?? 1, offset, limit }, transactions: page };
}

function rowsOf(
  { transactions, endsInclusive = false, startsExclusive = false }: TransactionsStore,
  window: AskedWindow,
  filters: Filters,
): Rows {
  const lets = (values: string[] | undefined, value: unknown) =>
    values === undefined || values.length === 0 || values.includes(String(value));
  return transactions
    .filter(({ attemptedMs }) => attemptedMs >= window.startMs && attemptedMs < window.endMs + (endsInclusive ? 1 : 0))
    .filter(({ attemptedMs }) => !startsExclusive || attemptedMs > window.startMs || attemptedMs % DAY_MS === 0)
    .map(({ transactionId, attemptedMs, row }) =>
      transactionRow({ transactionId, attemptedTime: new Date(attemptedMs).toISOString(), ...row }),
    )
    .filter((row) => lets(filters.channels, row.channel) && lets(filters.skills, row.skill))
    .filter((row) => lets(filters.messagestatus, row.messageStatus))
    .filter((row) => lets(filters.transactionids, row.transactionId));
}
