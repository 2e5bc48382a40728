import { malformed } from '../http/decode.ts';
import { type LoadPage, readWindow, rowsById } from './read-window.ts';
import type { Transaction, TransactionKey, TransactionsPage, TransactionsQuery } from './types.ts';

/** Transactions closer to each other than this are searched for in one window: few others lie between them. */
const CLOSE_MS = 60_000;
/** The most keys of one window. */
const MAX_RUN = 100;

/**
 * The transactions of the keys, in the order of the keys; null for those that no longer exist. Price: one call for each
 * run of keys whose attempts are close to each other; at most two calls per key if many other transactions lie between.
 */
export async function findTransactions(
  load: LoadPage,
  keys: readonly TransactionKey[],
): Promise<(Transaction | Error | null)[]> {
  const found = new Map<TransactionKey, Transaction | Error>();
  const keysByApp = Map.groupBy(keys, ({ app }) => app).values();
  await Promise.all([...keysByApp].flatMap(runsOf).map((run) => findRun(load, run, found)));
  return keys.map((key) => found.get(key) ?? null);
}

/** The keys by time, cut where two are a minute or more apart. */
function runsOf(keys: readonly TransactionKey[]): TransactionKey[][] {
  const runs: TransactionKey[][] = [];
  for (const key of keys.toSorted((a, b) => a.attemptedMs - b.attemptedMs)) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const close = last !== undefined && key.attemptedMs - last.attemptedMs < CLOSE_MS;
    if (run !== undefined && close && run.length < MAX_RUN) run.push(key);
    else runs.push([key]);
  }
  return runs;
}

/**
 * Searches one window for a run of keys. Those not found in as many pages as there are keys are searched for one by one.
 */
async function findRun(
  load: LoadPage,
  run: readonly TransactionKey[],
  found: Map<TransactionKey, Transaction | Error>,
): Promise<void> {
  const missing = new Set(run);
  let pagesLeft = run.length === 1 ? Number.POSITIVE_INFINITY : run.length;
  const pick = (pages: readonly TransactionsPage[]) => {
    const byId = rowsById(pages);
    for (const key of missing) {
      const transaction = byId.get(key.transactionId);
      if (transaction !== undefined && isAt(transaction, key) && missing.delete(key)) found.set(key, transaction);
    }
  };
  try {
    const reading = await readWindow(load, windowOf(run), (pages) => {
      pick(pages.slice(-1));
      pagesLeft -= 1;
      return missing.size > 0 && pagesLeft > 0;
    });
    pick(reading.pages.slice(-1));
    if (reading.stopped === null || missing.size === 0) return;
    if (run.length === 1) throw malformed('OUTBOUND_REPORTING', 'page');
    await Promise.all([...missing].map((key) => findRun(load, [key], found)));
  } catch (error) {
    for (const key of missing) found.set(key, error as Error);
  }
}

function windowOf(run: readonly TransactionKey[]): TransactionsQuery {
  const [{ app, attemptedMs: first }] = run as [TransactionKey];
  const last = run.at(-1)?.attemptedMs ?? first;
  // A millisecond more on either side, because no document says whether the ends are inclusive.
  const window = { startMs: first - 1, endMs: last + 1 };
  const transactionIds = run.map(({ transactionId }) => transactionId);
  return { app, window, filter: { channels: [], skills: [] }, statuses: [], transactionIds };
}

/** A key made up of one transaction's id and another's time matches neither. */
function isAt({ attemptedTime }: Transaction, { attemptedMs }: TransactionKey): boolean {
  return Date.parse(attemptedTime) === attemptedMs;
}
