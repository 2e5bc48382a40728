import type { Context } from '../request/context.ts';
import { accountOf } from './account.ts';
import { ClientError } from './client-error.ts';
import { type CountQuestion, type CountWork, countSlices } from './count-slices.ts';
import { countName, dropCount, keepCount, keptCount } from './kept-counts.ts';
import { copyOf, createCount, type TransactionCount } from './transaction-count.ts';
import { orderedDimensions } from './transaction-dimensions.ts';

/**
 * Counts transactions from where earlier requests with the same question and rights came, and keeps the count for later
 * ones, also if a call fails. Ends, and throws, as `countSlices` does. Price: one call per upstream page of the rest of the
 * range.
 */
export async function countTransactions(asked: CountQuestion, context: Context): Promise<TransactionCount> {
  const question = { ...asked, by: orderedDimensions(asked.by) };
  const { app, attempted, filter, accountId } = question.list;
  const { apis, call } = accountOf(accountId, context);
  const name = countName(apis, [app, attempted.range, attempted.timeZone, filter, question.by]);
  if (call.fresh) dropCount(name);
  const kept = keptCount(name);
  const reached = kept === null ? createCount(attempted.range.startMs) : copyOf(kept.reached);
  for (const { freshUntil, ...source } of reached.sources) {
    call.onFreshness?.({ ...source, freshForMs: freshUntil === null ? null : freshUntil - Date.now() });
  }
  const work: CountWork = { reached, settled: kept?.settled ?? null };
  try {
    if (!reached.isWhole) await countSlices(work, question, context);
  } catch (error) {
    // Too many groups stay too many.
    if (!(error instanceof ClientError)) keepCount(name, work);
    throw error;
  }
  keepCount(name, work);
  // A part is no answer to keep: who asks again gets more.
  if (!reached.isWhole) call.onFreshness?.({ fetchedAt: Date.now(), freshForMs: null });
  return reached;
}
