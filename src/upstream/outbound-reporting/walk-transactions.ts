import type { TimeRange } from '../wire-values.ts';
import { type LoadPage, type TransactionPosition, type WalkedPage, walkBetween } from './walk-window.ts';

/**
 * All transactions of the windows, in the order given, between `after` and `before` (null: the ends of the list), whose
 * windows must be among them; one upstream page a step. Throws `PositionLost`, and `UPSTREAM_MALFORMED` when a page
 * comes twice. Price: one upstream call a page.
 */
export async function* walkForward(
  load: LoadPage,
  windows: readonly TimeRange[],
  after: TransactionPosition | null,
  before: TransactionPosition | null = null,
): AsyncGenerator<WalkedPage> {
  const walked = windowsBetween(windows, after, before);
  for (const [index, window] of walked.entries()) {
    const following = walked[index + 1];
    for await (const page of walkBetween(load, window, after, before)) {
      yield { ...page, next: page.next ?? (following === undefined ? null : startOf(following)) };
    }
  }
}

/**
 * The same list from its end, one window a step, its last transaction first. Throws as `walkForward`. Price: all pages
 * of each window, because the upstream alone knows where its pages are cut.
 */
export async function* walkBackward(
  load: LoadPage,
  windows: readonly TimeRange[],
  after: TransactionPosition | null,
  before: TransactionPosition | null,
): AsyncGenerator<WalkedPage> {
  const walked = windowsBetween(windows, after, before);
  for (const [index, window] of [...walked.entries()].reverse()) {
    const pages = await Array.fromAsync(walkBetween(load, window, after, before));
    const transactions = pages.flatMap((page) => page.transactions).reverse();
    const next = index === 0 ? null : startOf(window);
    const fetchedAt = pages.map((page) => page.fetchedAt).sort()[0] ?? '';
    yield { transactions, windowStartMs: window.startMs, offset: 0, next, fetchedAt };
  }
}

function startOf({ startMs }: TimeRange): TransactionPosition {
  return { windowStartMs: startMs, offset: 0, transactionId: null };
}

function windowsBetween(
  windows: readonly TimeRange[],
  after: TransactionPosition | null,
  before: TransactionPosition | null,
): readonly TimeRange[] {
  const indexOf = (position: TransactionPosition) =>
    windows.findIndex(({ startMs }) => startMs === position.windowStartMs);
  const from = after === null ? 0 : indexOf(after);
  const to = before === null ? windows.length : indexOf(before) + (before.transactionId === null ? 0 : 1);
  return windows.slice(from, to);
}
