import type { Context } from '../request/context.ts';
import type { ConsumerReport, Transaction } from '../upstream/outbound-reporting/types.ts';
import { accountLoaders } from './account.ts';
import { ClientError } from './client-error.ts';

/**
 * `ConsumerReport.transaction`. Null if the campaign's range has no such transaction; throws if the search ended before the
 * whole range was read. Price: see `findReported`, once for all rows of a campaign.
 */
export async function resolveReportedTransaction(
  { accountId, campaignId, reportId, consumerId }: ConsumerReport,
  _args: object,
  context: Context,
): Promise<Transaction | null> {
  const { loadReportedTransaction } = accountLoaders(accountId, context);
  const { transaction, reached } = await loadReportedTransaction({ campaignId, reportId, consumerId });
  if (reached === null) return transaction;
  const maximum = context.limits.pagesPerConnection;
  throw new ClientError(
    'LIMIT_EXCEEDED',
    `The search for the transaction ended at ${reached}, after ${maximum} upstream pages. To search on, ask for the campaign’s transactions from there, with this id in filter.transactionIds.`,
    { limit: 'pagesPerConnection', maximum },
  );
}
