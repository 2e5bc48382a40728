import { malformed } from '../http/decode.ts';
import { type LoadPage, readWindow } from './read-window.ts';
import type { Transaction, TransactionKey, TransactionsQuery } from './types.ts';

/** Transactions closer to each other than that are looked for in one window: few others lie between them. */
const CLOSE_MS = 60_000;
/** The most that one window is to find. */
const MAX_RUN = 100;

/**
 * The transactions of the keys, in their order; null for what is gone. Price: one call for each run of keys whose
 * attempts are close to each other; at the very most two calls a key, where many others lie between them.
 */
export async function findTransactions(
  load: LoadPage,
  keys: readonly TransactionKey[],
): Promise<(Transaction | Error | null)[]> {
  const found = new Map<TransactionKey, Transaction | Error>();
  const ofEachApp = Map.groupBy(keys, ({ app }) => app).values();
  await Promise.all([...ofEachApp].flatMap(runsOf).map((run) => findRun(load, run, found)));
  return keys.map((key) => found.get(key) ?? null);
}

/** The keys by time, cut where a minute or more lies between two. */
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

/** Looks for a run in one window; what as many pages as it has keys did not show, each in a window of its own. */
async function findRun(
  load: LoadPage,
  run: readonly TransactionKey[],
  found: Map<TransactionKey, Transaction | Error>,
): Promise<void> {
  const missing = new Set(run);
  let pagesLeft = run.length === 1 ? Number.POSITIVE_INFINITY : run.length;
  const look = (byId: ReadonlyMap<string, Transaction>) => {
    for (const key of missing) {
      const transaction = byId.get(key.transactionId);
      if (transaction !== undefined && isAt(transaction, key) && missing.delete(key)) found.set(key, transaction);
    }
  };
  try {
    const reading = await readWindow(load, windowOf(run), (byId) => {
      look(byId);
      pagesLeft -= 1;
      return missing.size > 0 && pagesLeft > 0;
    });
    look(new Map(reading.transactions.map((transaction) => [transaction.transactionId, transaction])));
    if (reading.gaveUp === null || missing.size === 0) return;
    if (run.length === 1) throw malformed('OUTBOUND_REPORTING', 'page');
    await Promise.all([...missing].map((key) => findRun(load, [key], found)));
  } catch (error) {
    for (const key of missing) found.set(key, error as Error);
  }
}

function windowOf(run: readonly TransactionKey[]): TransactionsQuery {
  const [{ app, attemptedMs: first }] = run as [TransactionKey];
  const last = run.at(-1)?.attemptedMs ?? first;
  // A millisecond on either side, because the upstream does not say whether its ends are inclusive.
  const window = { startMs: first - 1, endMs: last + 1 };
  const transactionIds = run.map(({ transactionId }) => transactionId);
  return { app, window, filter: { channels: [], skills: [] }, statuses: [], transactionIds };
}

/** An id tells when, too; one put together of two is of no transaction. */
function isAt({ attemptedTime }: Transaction, { attemptedMs }: TransactionKey): boolean {
  return Date.parse(attemptedTime) === attemptedMs;
}
