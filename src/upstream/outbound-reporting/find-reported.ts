import { malformed } from '../http/decode.ts';
import type { Instant } from '../wire-values.ts';
import type { Analytics, ConsumerReport, Transaction } from './types.ts';
import type { HeldSlice, SliceWalk } from './walk-slices.ts';

/** The row of a campaign report whose transaction is wanted. */
export type ReportedKey = Pick<ConsumerReport, 'campaignId' | 'reportId' | 'consumerId'>;

/** What a search found; null if the campaign's range has no such transaction, or none up to `reached`. */
export type Reported = {
  readonly transaction: Transaction | null;
  /** Where the search ran out of pages; null if it ended before. */
  readonly reached: Instant | null;
};

/** Where a search reads, and how much it may. */
export type ReportedSource = {
  loadCampaignAnalytics(campaignId: string): Promise<Analytics>;
  walkTransactions(walk: SliceWalk): AsyncGenerator<HeldSlice>;
  /** Epoch milliseconds. Nothing was attempted later. */
  readonly now: number;
  /** Upstream pages of one campaign. */
  readonly maxPages: number;
};

/**
 * The transactions of rows of campaign reports, in the order of the rows. Our reading: the id of a row is the id of its
 * transaction, if that is of the same campaign and of no other consumer. Price for each campaign: one call for its range, and
 * one per upstream page of the range, up to the last transaction or `maxPages`.
 */
export async function findReported(
  source: ReportedSource,
  keys: readonly ReportedKey[],
): Promise<(Reported | Error)[]> {
  const groups = Map.groupBy(keys, ({ campaignId }) => campaignId);
  const searches = new Map(
    [...groups].map(([campaignId, rows]) => [campaignId, searchCampaign(source, campaignId, rows)]),
  );
  return Promise.all(
    keys.map(async (key) => {
      const search = searches.get(key.campaignId) as Promise<Search>;
      return search.then((ended) => outcome(key, ended)).catch((error: Error) => error);
    }),
  );
}

/** The transactions found, by their ids; `reached` as in `Reported`. */
type Search = { readonly found: ReadonlyMap<string, Transaction>; readonly reached: Instant | null };

async function searchCampaign(
  source: ReportedSource,
  campaignId: string,
  keys: readonly ReportedKey[],
): Promise<Search> {
  const { attempted } = await source.loadCampaignAnalytics(campaignId);
  if (attempted === null) throw malformed('OUTBOUND_REPORTING', 'requestMetadata');
  const range = { ...attempted, endMs: Math.min(attempted.endMs, source.now + 1) };
  const missing = new Set(keys.map(({ reportId }) => reportId));
  const transactionIds = [...missing].sort();
  const found = new Map<string, Transaction>();
  let pages = 0;
  const slices = source.walkTransactions({
    question: { app: 'PROACTIVE_MESSAGING', filter: { channels: [], skills: [] }, statuses: [], transactionIds },
    range,
    listed: range,
    direction: 'forward',
    quick: false,
    now: source.now,
    wanted: () => Number.POSITIVE_INFINITY,
    pagesLeft: () => source.maxPages - pages,
  });
  for await (const slice of slices) {
    const rows = slice.transactions.filter(({ transactionId }) => missing.delete(transactionId));
    for (const row of rows) found.set(row.transactionId, row);
    if (rows.length === 0) slice.forget();
    pages += slice.pages;
    const { endMs } = slice.time;
    if (missing.size === 0) break;
    if (pages >= source.maxPages && endMs < range.endMs) return { found, reached: new Date(endMs).toISOString() };
  }
  return { found, reached: null };
}

function outcome({ reportId, campaignId, consumerId }: ReportedKey, { found, reached }: Search): Reported {
  const row = found.get(reportId);
  if (row === undefined) return { transaction: null, reached };
  const isOtherConsumer = row.consumerId !== null && consumerId !== null && row.consumerId !== consumerId;
  return { transaction: row.campaignId === campaignId && !isOtherConsumer ? row : null, reached: null };
}
