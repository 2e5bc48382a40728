import type { Context } from '../request/context.ts';
import type { Transaction } from '../upstream/outbound-reporting/types.ts';
import { walkBackward, walkForward } from '../upstream/outbound-reporting/walk-transactions.ts';
import { PositionLost, type TransactionPosition } from '../upstream/outbound-reporting/walk-window.ts';
import type { TimeRange } from '../upstream/wire-values.ts';
import { accountLoaders } from './account.ts';
import { badUserInput, ClientError } from './client-error.ts';
import type { Connection, Edge } from './connection.ts';
import { type CursorCodec, cursorCodec } from './cursor.ts';
import { type PageArguments, type PageRequest, pageRequest } from './page-arguments.ts';
import { passesFilter, type TransactionList, transactionsQuery, windowsOf } from './transaction-list.ts';
import { createScan, type Scan } from './transaction-scan.ts';

/** A page of transactions, and the list that it is a page of. */
export type TransactionConnection = Connection<Transaction> & { readonly list: TransactionList };

type Bounds = { readonly after: TransactionPosition | null; readonly before: TransactionPosition | null };

/**
 * A page of a list that lies over many upstream windows and pages. Reads at most `limits.pagesPerConnection` upstream
 * pages: a filter that finds little may give a short or empty page whose cursor leads on. Throws `CURSOR_EXPIRED`.
 */
export async function transactionConnection(
  list: TransactionList,
  args: PageArguments,
  context: Context,
): Promise<TransactionConnection> {
  const page = pageRequest(args);
  const codec = cursorCodec(['transactions', list]);
  const windows = windowsOf(list, context.now);
  const bounds = {
    after: page.after === null ? null : decodePosition(codec, windows, 'after', page.after),
    before: page.before === null ? null : decodePosition(codec, windows, 'before', page.before),
  };
  const read = async (anew: boolean) => {
    const scan = scanOf(list, windows, page, bounds, anew, context);
    return { scan, found: await scan.take(page.size) };
  };
  const { scan, found } = await orExpired(read(false).catch((error) => orAnew(error, context, read)));
  const placed = page.direction === 'forward' ? found : found.toReversed();
  const edges = placed.map(({ transaction, position }): Edge<Transaction> => {
    return { node: transaction, cursor: () => encodePosition(codec, position) };
  });
  return {
    list,
    edges,
    fetchedAt: scan.fetchedAt() ?? new Date(context.now).toISOString(),
    pageInfo: pageInfo(page, bounds, edges, scan, codec),
  };
}

function scanOf(
  list: TransactionList,
  windows: readonly TimeRange[],
  { direction }: PageRequest,
  { after, before }: Bounds,
  anew: boolean,
  context: Context,
): Scan {
  const loaders = accountLoaders(list.accountId, context);
  const { forgetTransactionsPage } = loaders;
  const loadPage = anew ? loaders.reloadTransactionsPage : loaders.loadTransactionsPage;
  let pages = 0;
  const load = (window: TimeRange, offset: number) => {
    pages += 1;
    return loadPage(transactionsQuery(list, window, offset));
  };
  const walk = direction === 'forward' ? walkForward : walkBackward;
  return createScan({
    walk: walk(load, windows, after, before),
    matches: passesFilter(list),
    mayRead: () => pages < context.limits.pagesPerConnection,
    // A long search keeps only the pages that it delivers from.
    onBarren: ({ windowStartMs, offset }) => {
      const window = windows.find(({ startMs }) => startMs === windowStartMs);
      if (window !== undefined) forgetTransactionsPage(transactionsQuery(list, window, offset));
    },
  });
}

function pageInfo(
  { direction }: PageRequest,
  { after, before }: Bounds,
  edges: readonly Edge<Transaction>[],
  scan: Scan,
  codec: CursorCodec,
): TransactionConnection['pageInfo'] {
  const forward = direction === 'forward';
  const hasMore = () => orExpired(scan.hasMore());
  const stopped = scan.stoppedAt();
  const stoppedCursor = stopped === null ? null : encodePosition(codec, stopped);
  const startCursor = edges[0]?.cursor() ?? null;
  const endCursor = edges.at(-1)?.cursor() ?? null;
  return {
    hasNextPage: forward ? hasMore : () => before !== null,
    hasPreviousPage: forward ? () => after !== null : hasMore,
    startCursor: () => (forward ? startCursor : (stoppedCursor ?? startCursor)),
    endCursor: () => (forward ? (stoppedCursor ?? endCursor) : endCursor),
  };
}

function encodePosition(codec: CursorCodec, { windowStartMs, offset, transactionId }: TransactionPosition): string {
  return codec.encode([windowStartMs, offset, transactionId]);
}

function decodePosition(
  codec: CursorCodec,
  windows: readonly TimeRange[],
  argument: 'after' | 'before',
  cursor: string,
): TransactionPosition {
  const [windowStartMs, offset, transactionId] = codec.decode(argument, cursor);
  const placed = typeof windowStartMs === 'number' && typeof offset === 'number' && offset >= 0;
  const known = windows.some(({ startMs }) => startMs === windowStartMs);
  const named = typeof transactionId === 'string' || (transactionId === null && offset === 0);
  if (placed && known && named) return { windowStartMs, offset, transactionId };
  throw badUserInput(`${argument} is no cursor of this query; take one from its edges or pageInfo.`);
}

/** A cursor may name what is newer than a kept page (another process read it): then the pages are read anew, once. */
function orAnew<T>(error: unknown, { kept }: Context, read: (anew: boolean) => Promise<T>): Promise<T> {
  if (error instanceof PositionLost && kept.usedEarlier()) return read(true);
  throw error;
}

async function orExpired<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof PositionLost)) throw error;
    throw new ClientError('CURSOR_EXPIRED', 'What the cursor names is in its window no more; begin again.');
  }
}
