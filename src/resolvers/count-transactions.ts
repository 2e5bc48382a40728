import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from '../request/context.ts';
import type { Transaction } from '../upstream/outbound-reporting/types.ts';
import { accountOf } from './account.ts';
import { ClientError } from './client-error.ts';
import { countName, dropCount, isSettled, keepCount, keptCount } from './kept-counts.ts';
import { addToCount, copyOf, createCount, passSlice, type TransactionCount } from './transaction-count.ts';
import { groupNames, orderedDimensions, type TransactionDimension } from './transaction-dimensions.ts';
import { passesFilter, questionOf, seesAllNamed, type TransactionList } from './transaction-list.ts';

/** What is counted, and by what. */
export type CountQuestion = {
  readonly list: Omit<TransactionList, 'order'>;
  readonly by: readonly TransactionDimension[];
  /** True if a count may end before its range does, so that the next request goes on. Otherwise only a failure ends it. */
  readonly inParts: boolean;
};

/** A count that goes on, and its settled part: see `KeptCount`. */
type Work = { readonly reached: TransactionCount; settled: TransactionCount | null };

/** What a count in parts leaves of the time for the rest of the answer. */
const SPARE = { share: 0.1, mostMs: 1000 };

/**
 * Counts transactions from where earlier requests with the same question and rights came, and keeps the count for later
 * ones, also if a call fails. In parts, it ends after `limits.pagesPerConnection` upstream pages, or when little time is
 * left and something was counted. Throws if there are more than `limits.countedGroups` groups. Price: one call per
 * upstream page of the rest of the range.
 */
export async function countTransactions(question: CountQuestion, context: Context): Promise<TransactionCount> {
  const { app, attempted, filter, accountId } = question.list;
  const { apis, call } = accountOf(accountId, context);
  const name = countName(apis, [app, attempted.range, attempted.timeZone, filter, orderedDimensions(question.by)]);
  if (call.fresh) dropCount(name);
  const kept = keptCount(name);
  const reached = kept === null ? createCount(attempted.range.startMs) : copyOf(kept.reached);
  for (const { freshUntil, ...source } of reached.sources) {
    call.onFreshness?.({ ...source, freshForMs: freshUntil === null ? null : freshUntil - Date.now() });
  }
  const work: Work = { reached, settled: kept?.settled ?? null };
  try {
    if (!reached.isWhole) await goOn(work, question, context);
  } catch (error) {
    // The client's own fault cannot be mended by going on.
    if (!(error instanceof ClientError)) keepCount(name, work);
    throw error;
  }
  keepCount(name, work);
  // A part is no answer to keep: who asks again gets more.
  if (!reached.isWhole) call.onFreshness?.({ fetchedAt: Date.now(), freshForMs: null });
  return reached;
}

async function goOn(work: Work, { list, by, inParts }: CountQuestion, context: Context): Promise<void> {
  const { call, loaders } = accountOf(list.accountId, context);
  const { range } = list.attempted;
  const { reached } = work;
  const endMs = Math.min(range.endMs, context.now + 1);
  const mostPages = inParts ? context.limits.pagesPerConnection : Number.POSITIVE_INFINITY;
  let pages = 0;
  const slices = loaders.walkTransactions({
    question: questionOf(list),
    range: { startMs: reached.countedTo, endMs },
    listed: range,
    direction: 'forward',
    quick: false,
    now: context.now,
    wanted: () => Number.POSITIVE_INFINITY,
    pagesLeft: () => mostPages - pages,
  });
  const seesAll = seesAllNamed(list);
  const add = adder(reached, { list, by }, context);
  const stop = new AbortController();
  const timeIsUp = inParts ? almost(call.deadlineAt, stop.signal) : null;
  try {
    while (reached.countedTo < endMs && pages < mostPages) {
      const mayStop = timeIsUp !== null && reached.countedTo > range.startMs;
      const step = await (mayStop ? Promise.race([slices.next(), timeIsUp]) : slices.next());
      if (step === null || step.done) break;
      const slice = step.value;
      slice.forget();
      if (isSettled(reached.sources) && !isSettled(slice.sources)) work.settled = copyOf(reached);
      add(slice.transactions);
      passSlice(reached, slice, seesAll(slice.transactions) ? endMs : Math.min(slice.time.endMs, endMs));
      pages += slice.pages;
    }
  } finally {
    stop.abort();
  }
  reached.isWhole = reached.countedTo >= endMs;
}

/** Adds those transactions of a slice that belong to the list and are not counted yet. */
function adder(count: TransactionCount, { list, by }: Pick<CountQuestion, 'list' | 'by'>, { limits }: Context) {
  const { range, timeZone } = list.attempted;
  const passes = passesFilter(list);
  const groupOf = groupNames(orderedDimensions(by), timeZone);
  const end = new Date(range.endMs).toISOString();
  return (transactions: readonly Transaction[]) => {
    const start = new Date(count.countedTo).toISOString();
    for (const transaction of transactions) {
      const { attemptedTime } = transaction;
      if (attemptedTime < start || attemptedTime >= end || !passes(transaction)) continue;
      addToCount(count, groupOf(transaction), transaction);
      if (count.groups.size > limits.countedGroups) throw tooManyGroups(limits.countedGroups);
    }
  };
}

function tooManyGroups(maximum: number): ClientError {
  const sentence = `The transactions have more than ${maximum} groups. Name fewer dimensions, or narrow the range or the filter.`;
  return new ClientError('LIMIT_EXCEEDED', sentence, { limit: 'countedGroups', maximum });
}

/** Null shortly before a deadline in epoch milliseconds. Rejects when the signal aborts. */
function almost(deadlineAt: number, signal: AbortSignal): Promise<null> {
  const leftMs = deadlineAt - Date.now();
  const waitMs = leftMs - Math.min(SPARE.mostMs, SPARE.share * leftMs);
  const spent = sleep(Math.max(0, waitMs), null, { ref: false, signal });
  // It ends with the count.
  spent.catch(() => undefined);
  return spent;
}
