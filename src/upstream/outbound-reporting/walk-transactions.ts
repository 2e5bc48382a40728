import type { TimeRange, Transaction, TransactionsPage } from './types.ts';

/** Where a transaction was seen: its window and the offset of its page. */
export type TransactionPosition = {
  readonly windowStartMs: number;
  readonly offset: number;
  /** Null for the start of the page, before its first transaction. */
  readonly transactionId: string | null;
};

/** One step of a walk: some transactions of one window, and where to go on if the walk stops after them. */
export type WalkedPage = {
  readonly transactions: readonly Transaction[];
  readonly windowStartMs: number;
  readonly offset: number;
  readonly fetchedAt: string;
};

/** Loads the upstream page of a window at an offset. */
export type LoadPage = (window: TimeRange, offset: number) => Promise<TransactionsPage>;

/** The transaction that a position names is in its window no more. */
export class PositionLost extends Error {}

/**
 * All transactions of the windows, in the order given, from after `from` (null: from the start), one upstream page a
 * step. Throws `PositionLost`. Price: one upstream call a page.
 */
export async function* walkForward(
  load: LoadPage,
  windows: readonly TimeRange[],
  from: TransactionPosition | null,
): AsyncGenerator<WalkedPage> {
  const first = from === null ? 0 : windowIndex(windows, from);
  for (const [index, window] of windows.slice(first).entries()) {
    yield* index === 0 && from !== null ? resumeWindow(load, window, from) : walkWindow(load, window, 0);
  }
}

/**
 * The same list backwards from before `from` (null: from the end), one window a step, its last transaction first.
 * Throws `PositionLost`. Price: all pages of each window, because the upstream alone knows where its pages are cut.
 */
export async function* walkBackward(
  load: LoadPage,
  windows: readonly TimeRange[],
  from: TransactionPosition | null,
): AsyncGenerator<WalkedPage> {
  const last = from === null ? windows.length - 1 : windowIndex(windows, from);
  for (const [index, window] of windows
    .slice(0, last + 1)
    .reverse()
    .entries()) {
    const before = index === 0 && from !== null ? from : null;
    const pages = await readWindow(load, window, before);
    const transactions = pages.flatMap((page) => page.transactions).reverse();
    const fetchedAt = pages[0]?.fetchedAt ?? '';
    yield { transactions, windowStartMs: window.startMs, offset: 0, fetchedAt };
  }
}

function windowIndex(windows: readonly TimeRange[], { windowStartMs }: TransactionPosition): number {
  const index = windows.findIndex(({ startMs }) => startMs === windowStartMs);
  if (index === -1) throw new PositionLost();
  return index;
}

/** The pages of a window up to a transaction, exclusive. */
async function readWindow(
  load: LoadPage,
  window: TimeRange,
  before: TransactionPosition | null,
): Promise<WalkedPage[]> {
  const pages: WalkedPage[] = [];
  if (before !== null && before.transactionId === null) return pages;
  for await (const page of walkWindow(load, window, 0)) {
    const end = indexOf(page, before);
    if (end !== -1) return [...pages, { ...page, transactions: page.transactions.slice(0, end) }];
    pages.push(page);
  }
  if (before !== null) throw new PositionLost();
  return pages;
}

/** Goes on after the named transaction: in its page, or, when rows have shifted, wherever in the window it is now. */
async function* resumeWindow(load: LoadPage, window: TimeRange, from: TransactionPosition): AsyncGenerator<WalkedPage> {
  if (from.transactionId === null) return yield* walkWindow(load, window, from.offset);
  for (const start of from.offset === 0 ? [0] : [from.offset, 0]) {
    let found = false;
    for await (const page of walkWindow(load, window, start)) {
      const index: number = found ? -1 : indexOf(page, from);
      if (index !== -1) yield { ...page, transactions: page.transactions.slice(index + 1) };
      else if (found) yield page;
      found ||= index !== -1;
    }
    if (found) return;
  }
  throw new PositionLost();
}

function indexOf({ transactions }: WalkedPage, position: TransactionPosition | null): number {
  return position === null
    ? -1
    : transactions.findIndex(({ transactionId }) => transactionId === position.transactionId);
}

/**
 * A window's pages. A transaction at the very end of its window is left to the next one (or lies outside the range,
 * whose end is exclusive): an upstream whose ends are inclusive shows it in both. One that a late event pushed from a
 * page that was read into the next is not shown again.
 */
async function* walkWindow(load: LoadPage, window: TimeRange, from: number): AsyncGenerator<WalkedPage> {
  const seam = new Date(window.endMs).toISOString();
  const seen = new Set<string>();
  for (let offset: number | null = from; offset !== null; ) {
    const page: TransactionsPage = await load(window, offset);
    const transactions = page.transactions.filter(({ transactionId, attemptedTime }) => {
      const fresh = attemptedTime !== seam && !seen.has(transactionId);
      seen.add(transactionId);
      return fresh;
    });
    yield { transactions, windowStartMs: window.startMs, offset, fetchedAt: page.fetchedAt };
    offset = page.nextOffset;
  }
}
