import type { Context } from '../request/context.ts';
import {
  comparePositions,
  positionAt,
  type TransactionPosition,
} from '../upstream/outbound-reporting/transaction-position.ts';
import type { Transaction } from '../upstream/outbound-reporting/types.ts';
import type { TimeRange } from '../upstream/wire-values.ts';
import { accountLoaders, accountOf } from './account.ts';
import type { Connection, Edge } from './connection.ts';
import { type CursorCodec, cursorCodec } from './cursor.ts';
import { type PageArguments, type PageRequest, pageRequest } from './page-arguments.ts';
import { decodePosition, encodePosition } from './transaction-cursor.ts';
import { cursorIdentity, passesFilter, questionOf, seesAllNamed, type TransactionList } from './transaction-list.ts';
import { createScan, type Scan } from './transaction-scan.ts';

/** A page of a list of transactions. */
export type TransactionConnection = Connection<Transaction> & { readonly list: TransactionList };

/** A walk in pages of this size or more is an export. */
const EXPORT_SIZE = 200;

/** The time between the cursors of a page. Both ends are exclusive. */
type Span = { readonly after: TransactionPosition; readonly before: TransactionPosition };

/**
 * A page of a list, cut from slices of its time. Reads no further slice after `limits.pagesPerConnection` upstream pages, so
 * that a filter that matches little can give a short or empty page whose cursor leads on. Price: see `walkTransactions`.
 */
export async function transactionConnection(
  list: TransactionList,
  args: PageArguments,
  context: Context,
): Promise<TransactionConnection> {
  const page = pageRequest(args);
  const { accountId, app, attempted, filter, order } = list;
  const identity = { accountId, app, range: attempted.identity, filter: cursorIdentity(filter), order };
  const codec = cursorCodec(['transactions', identity]);
  const scan = scanOf(list, page, spanOf(list, page, codec), context);
  const taken = await scan.take(page.size);
  if (needsNext(scan, page, list, context)) scan.readAhead();
  const nodes = page.direction === 'forward' ? taken : taken.toReversed();
  return {
    list,
    nodes,
    edges: () => nodes.map((node): Edge<Transaction> => ({ node, cursor: () => encodePosition(codec, node) })),
    fetchedAt: scan.fetchedAt() ?? new Date(context.now).toISOString(),
    pageInfo: pageInfo(page, nodes, scan, codec),
  };
}

/**
 * Whether the next slice will be needed soon. Reading it while pages are written keeps the budget in use: bulk work begins
 * with its first page of a slice, a client that reads in large pages may stop, so with the last two.
 */
function needsNext(scan: Scan, page: PageRequest, { accountId }: TransactionList, context: Context): boolean {
  const { size, after, before } = page;
  const isCached = (context.freshness.freshUntil() ?? 0) > Date.now();
  if (!isCached) return false;
  if (accountOf(accountId, context).call.bulk !== undefined && scan.isNew()) return true;
  return size >= EXPORT_SIZE && (after !== null || before !== null) && scan.left() < 2 * size;
}

function spanOf({ attempted, order }: TransactionList, { after, before }: PageRequest, codec: CursorCodec): Span {
  const start = positionAt(attempted.range.startMs);
  const end = positionAt(attempted.range.endMs);
  const from = after === null ? null : decodePosition(codec, 'after', after);
  const to = before === null ? null : decodePosition(codec, 'before', before);
  const [earlier, later] = order === 'OLDEST_FIRST' ? [from, to] : [to, from];
  // The range of `last` may have moved past a cursor.
  const within = (position: TransactionPosition) =>
    comparePositions(position, start) < 0 ? start : comparePositions(position, end) > 0 ? end : position;
  return { after: within(earlier ?? start), before: within(later ?? end) };
}

function scanOf(list: TransactionList, page: PageRequest, span: Span, context: Context): Scan {
  const { limits, now } = context;
  const { walkTransactions } = accountLoaders(list.accountId, context);
  const passes = passesFilter(list);
  const isForward = (page.direction === 'forward') === (list.order === 'OLDEST_FIRST');
  const direction = isForward ? 'forward' : 'backward';
  const range = timeOf(span, now);
  const scan: Scan = createScan({
    walk: walkTransactions({
      question: questionOf(list),
      range,
      listed: list.attempted.range,
      direction,
      quick: page.after === null && page.before === null,
      now,
      wanted: () => scan.wanted(),
      pagesLeft: () => limits.pagesPerConnection - scan.pages(),
    }),
    direction,
    range,
    matches: (row) => comparePositions(row, span.after) > 0 && comparePositions(row, span.before) < 0 && passes(row),
    isLast: seesAllNamed(list),
    mayRead: (pages) => pages < limits.pagesPerConnection,
  });
  return scan;
}

/** The time that holds all of a span, up to now. */
function timeOf({ after, before }: Span, now: number): TimeRange {
  const endMs = Date.parse(before.attemptedTime) + (before.transactionId === '' ? 0 : 1);
  return { startMs: Date.parse(after.attemptedTime), endMs: Math.min(endMs, now + 1) };
}

function pageInfo(
  { direction, after, before }: PageRequest,
  nodes: readonly Transaction[],
  scan: Scan,
  codec: CursorCodec,
): TransactionConnection['pageInfo'] {
  const forward = direction === 'forward';
  const hasMore = () => scan.hasMore();
  const stopped = scan.stoppedAt();
  const stoppedCursor = stopped === null ? null : encodePosition(codec, positionAt(stopped));
  const cursorOf = (node: Transaction | undefined) => (node === undefined ? null : encodePosition(codec, node));
  return {
    hasNextPage: forward ? hasMore : () => before !== null,
    hasPreviousPage: forward ? () => after !== null : hasMore,
    startCursor: () => (forward ? cursorOf(nodes[0]) : (stoppedCursor ?? cursorOf(nodes[0]))),
    endCursor: () => (forward ? (stoppedCursor ?? cursorOf(nodes.at(-1))) : cursorOf(nodes.at(-1))),
  };
}
