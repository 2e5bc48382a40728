import { malformed } from '../http/decode.ts';
import type { TimeRange } from '../wire-values.ts';
import type { Transaction, TransactionsPage } from './types.ts';

/** Where a walk can go on: after (or before) a transaction that was seen in a window, on the page of an offset. */
export type TransactionPosition = {
  readonly windowStartMs: number;
  readonly offset: number;
  /** Null for the start of the window, before its first transaction; the offset is 0 then. */
  readonly transactionId: string | null;
};

/** One step of a walk: some transactions of one window. */
export type WalkedPage = {
  readonly transactions: readonly Transaction[];
  readonly windowStartMs: number;
  readonly offset: number;
  /** Where to go on if the walk stops after this step; null when nothing is left to walk. */
  readonly next: TransactionPosition | null;
  readonly fetchedAt: string;
};

/** Loads the upstream page of a window at an offset. */
export type LoadPage = (window: TimeRange, offset: number) => Promise<TransactionsPage>;

/** The transaction that a position names is in its window no more. */
export class PositionLost extends Error {}

/**
 * The pages of a window from after one transaction to before another, where these lie in it; at least one. A transaction
 * at the very end of the window is left to the next one (or lies outside the range, whose end is exclusive): an upstream
 * whose ends are inclusive shows it in both. Throws `PositionLost`, and `UPSTREAM_MALFORMED` when a page comes twice.
 * Price: one upstream call a page, and more when rows have shifted.
 */
export async function* walkBetween(
  load: LoadPage,
  window: TimeRange,
  after: TransactionPosition | null,
  before: TransactionPosition | null,
): AsyncGenerator<WalkedPage> {
  const from = within(window, after);
  const to = within(window, before);
  const seam = new Date(window.endMs).toISOString();
  for await (const page of from === null ? walkWindow(load, window, 0) : resumeWindow(load, window, from)) {
    const end = to === null ? -1 : indexOf(page, to);
    if (to !== null && end === -1 && page.next === null) throw new PositionLost();
    const rows = end === -1 ? page.transactions : page.transactions.slice(0, end);
    const transactions = rows.filter(({ attemptedTime }) => attemptedTime !== seam);
    yield { ...page, transactions, next: end === -1 ? page.next : null };
    if (end !== -1) return;
  }
}

function within({ startMs }: TimeRange, position: TransactionPosition | null): TransactionPosition | null {
  return position?.windowStartMs === startMs && position.transactionId !== null ? position : null;
}

/** Goes on after the named transaction: in its page, or, when rows have shifted, wherever in the window it is now. */
async function* resumeWindow(load: LoadPage, window: TimeRange, from: TransactionPosition): AsyncGenerator<WalkedPage> {
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

function indexOf({ transactions }: WalkedPage, position: TransactionPosition): number {
  return transactions.findIndex(({ transactionId }) => transactionId === position.transactionId);
}

/** A window's pages as they come; what a late event pushed from a page that was read into the next is not shown again. */
async function* walkWindow(load: LoadPage, window: TimeRange, from: number): AsyncGenerator<WalkedPage> {
  const windowStartMs = window.startMs;
  const seen = new Set<string>();
  let previous: TransactionsPage | null = null;
  let reached: TransactionPosition = { windowStartMs, offset: 0, transactionId: null };
  for (let offset: number | null = from; offset !== null; ) {
    const page: TransactionsPage = await load(window, offset);
    // The upstream did not understand the offset: going on would lose the rest, or never end.
    if (repeats(page, previous)) throw malformed('OUTBOUND_REPORTING', 'page');
    const transactions = page.transactions.filter(({ transactionId }) => {
      const fresh = !seen.has(transactionId);
      seen.add(transactionId);
      return fresh;
    });
    const last = transactions.at(-1);
    if (last !== undefined) reached = { windowStartMs, offset, transactionId: last.transactionId };
    const next = page.nextOffset === null ? null : reached;
    yield { transactions, windowStartMs, offset, next, fetchedAt: page.fetchedAt };
    previous = page;
    offset = page.nextOffset;
  }
}

function repeats({ transactions }: TransactionsPage, previous: TransactionsPage | null): boolean {
  return (
    transactions.length > 0 &&
    transactions.length === previous?.transactions.length &&
    transactions.every(({ transactionId }, index) => transactionId === previous.transactions[index]?.transactionId)
  );
}
