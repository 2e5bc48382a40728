import type { Context } from '../request/context.ts';
import type { HeldSlice } from '../upstream/outbound-reporting/walk-slices.ts';
import { accountOf } from './account.ts';
import { ClientError } from './client-error.ts';
import { inTime } from './in-time.ts';
import { isSettled, type KeptCount } from './kept-counts.ts';
import { addToCount, copyOf, passSlice, type TransactionCount } from './transaction-count.ts';
import { groupNames, type TransactionDimension } from './transaction-dimensions.ts';
import { passesFilter, questionOf, seesAllNamed, type TransactionList } from './transaction-list.ts';

/** What is counted, and by what. */
export type CountQuestion = {
  readonly list: Omit<TransactionList, 'order'>;
  readonly by: readonly TransactionDimension[];
  /** True if a count may end before its range does, so that the next request goes on. Otherwise only a failure ends it. */
  readonly inParts: boolean;
};

/** A count that goes on, and its settled part. */
export type CountWork = { readonly reached: TransactionCount; settled: KeptCount['settled'] };

/**
 * Goes on with a count. In parts, it ends after `limits.pagesPerConnection` upstream pages, or when little time is left and
 * something was counted. Throws if there are more than `limits.countedGroups` groups. Price: see `walkTransactions`.
 */
export async function countSlices(work: CountWork, question: CountQuestion, context: Context): Promise<void> {
  const { list, inParts } = question;
  const { reached } = work;
  const { call, loaders } = accountOf(list.accountId, context);
  const { range } = list.attempted;
  const endMs = Math.min(range.endMs, context.now + 1);
  let pagesLeft = inParts ? context.limits.pagesPerConnection : Number.POSITIVE_INFINITY;
  const walk = loaders.walkTransactions({
    question: questionOf(list),
    range: { startMs: reached.countedTo, endMs },
    listed: range,
    direction: 'forward',
    quick: false,
    now: context.now,
    wanted: () => Number.POSITIVE_INFINITY,
    pagesLeft: () => pagesLeft,
  });
  const add = adder(reached, question, context);
  const seesAll = seesAllNamed(list);
  for await (const slice of inParts ? inTime(walk, call.deadlineAt, () => reached.countedTo > range.startMs) : walk) {
    slice.forget();
    if (isSettled(reached.sources) && !isSettled(slice.sources)) work.settled = copyOf(reached);
    add(slice);
    passSlice(reached, slice, seesAll(slice.transactions) ? endMs : Math.min(slice.time.endMs, endMs));
    pagesLeft -= slice.pages;
    if (pagesLeft <= 0 || reached.countedTo === endMs) break;
  }
  reached.isWhole = reached.countedTo >= endMs;
}

/** Adds those transactions of a slice that belong to the list and are not counted yet. */
function adder(count: TransactionCount, { list, by }: CountQuestion, { limits }: Context) {
  const { range, timeZone } = list.attempted;
  const passes = passesFilter(list);
  const groupOf = groupNames(by, timeZone);
  const end = new Date(range.endMs).toISOString();
  return ({ transactions }: HeldSlice) => {
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
