import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Call } from '../http/request.ts';
import { waitFor } from '../http/wait-for.ts';
import { batched, eachOnce } from '../value-loader.ts';
import type { OutboundReporting } from './adapter.ts';
import { filtersChannels } from './channel-codes.ts';
import { findReported, type Reported, type ReportedKey, type ReportedSource } from './find-reported.ts';
import { findTransactions } from './find-transactions.ts';
import { filterRows, mergeAnalytics } from './merge-analytics.ts';
import type { LoadPage } from './read-window.ts';
import type {
  Analytics,
  AnalyticsQuery,
  CampaignReport,
  ConsumerReport,
  NextPage,
  Transaction,
  TransactionKey,
  TransactionsQuery,
} from './types.ts';
import { type HeldSlice, type SliceSource, type SliceWalk, walkSlices } from './walk-slices.ts';
import { analyticsRanges } from './windows.ts';

/** Outbound Reporting for one request: each question is asked once. */
export type OutboundReportingLoaders = {
  /** Any range. Price: one call per 60 days, whatever the number of filters over one app and range. */
  loadAnalytics(query: AnalyticsQuery): Promise<Analytics>;
  /** Price: one call per campaign. */
  loadCampaignReport(campaignId: string): Promise<CampaignReport>;
  /** The row of a campaign report; null if it no longer has it. Price: one call per campaign. */
  loadConsumerReport(campaignId: string, reportId: string): Promise<ConsumerReport | null>;
  /** See `findReported`. Price: once for all rows of a campaign. */
  loadReportedTransaction(key: ReportedKey): Promise<Reported>;
  /** Price: one call per campaign. */
  loadCampaignAnalytics(campaignId: string): Promise<Analytics>;
  /** Null if it no longer exists. Price: one narrow call, shared by those attempted within a minute of each other. */
  loadTransaction(key: TransactionKey): Promise<Transaction | null>;
  /** See `walkSlices`. Price: one call per upstream page, and one of analytics if nothing is known of a busy account. */
  walkTransactions(walk: SliceWalk): AsyncGenerator<HeldSlice>;
};

/** All Outbound Reporting loaders of one request and account; `searching` is for searches that go on by themselves. */
export function createOutboundReportingLoaders(
  api: OutboundReporting,
  searching: Pick<ReportedSource, 'now' | 'maxPages'>,
  call: Call,
): OutboundReportingLoaders {
  const analytics = batched((queries: readonly AnalyticsQuery[]) => fetchAnalytics(api, queries, call));
  const report = eachOnce((campaignId: string) => api.fetchCampaignReport(campaignId, call));
  const reportById = eachOnce(async (campaignId: string) => {
    const { consumers } = await report.load(campaignId);
    return new Map(consumers.map((consumer) => [consumer.reportId, consumer]));
  });
  const campaignAnalytics = eachOnce((campaignId: string) => api.fetchCampaignAnalytics(campaignId, call));
  const pages = eachOnce(([query, next]: PageKey) => api.fetchTransactionsPage(query, next, call));
  const loadPage: LoadPage = (query, next, fresh) => {
    const key: PageKey = [query, next];
    if (fresh) pages.clear(key).prime(key, api.fetchTransactionsPage(query, next, { ...call, fresh }));
    return pages.load(key);
  };
  const transaction = batched((keys: readonly TransactionKey[]) => findTransactions(loadPage, keys));
  const loadCount = async (query: AnalyticsQuery): Promise<number | null> => {
    const answer = await analytics.load(query).catch(() => null);
    return answer === null ? null : answer.rows.reduce((total, { funnel }) => total + funnel.attempted, 0);
  };
  const loaders: OutboundReportingLoaders = {
    loadTransaction: (key) => transaction.load(key),
    loadAnalytics: (query) => analytics.load(query),
    loadCampaignReport: (campaignId) => report.load(campaignId),
    loadConsumerReport: async (campaignId, reportId) => (await reportById.load(campaignId)).get(reportId) ?? null,
    loadReportedTransaction: (key) => reported.load(key),
    loadCampaignAnalytics: (campaignId) => campaignAnalytics.load(campaignId),
    async *walkTransactions(walk) {
      const { app, filter } = walk.question;
      let keys: PageKey[] = [];
      const source: SliceSource = {
        statistics: api.rowStatistics({ ...walk.question, window: walk.range }),
        waitFor: (known) => waitFor(known, 'OUTBOUND_REPORTING', call.signal, 'unsent'),
        count: (range) => loadCount({ app, range, filter }),
        load(query, next, fresh) {
          keys.push([query, next]);
          return loadPage(query, next, fresh);
        },
      };
      for await (const slice of walkSlices(source, walk)) {
        const ofSlice = keys;
        keys = [];
        yield { ...slice, forget: () => ofSlice.forEach((key) => void pages.clear(key)) };
        // What is done with cached slices is pure work of the one thread: others must have their turns.
        await nextTurn();
      }
    },
  };
  const reported = batched((keys: readonly ReportedKey[]) => findReported({ ...loaders, ...searching }, keys));
  return loaders;
}

/** One upstream page: a question, and the place in its answer. */
type PageKey = readonly [TransactionsQuery, NextPage | null];

/** Questions about one app and range under several filters are one unfiltered question, filtered here. */
function fetchAnalytics(
  api: OutboundReporting,
  queries: readonly AnalyticsQuery[],
  call: Call,
): Promise<(Analytics | Error)[]> {
  const keyOf = ({ app, range }: AnalyticsQuery) => JSON.stringify([app, range]);
  const groups = Map.groupBy(queries, keyOf);
  const answers = new Map([...groups].map(([key, group]) => [key, fetchGroup(api, group, call)] as const));
  return Promise.all(
    queries.map(async (query) => {
      const key = keyOf(query);
      const answer = await (answers.get(key) as Promise<Analytics>).catch((error: Error) => error);
      const asAsked = groups.get(key)?.length === 1 && filtersChannels(query.filter.channels);
      return answer instanceof Error || asAsked ? answer : filterRows(answer, query.filter);
    }),
  );
}

async function fetchGroup(api: OutboundReporting, group: readonly AnalyticsQuery[], call: Call): Promise<Analytics> {
  const [query] = group as [AnalyticsQuery];
  const asked = group.length === 1 ? query : { ...query, filter: { channels: [], skills: [] } };
  const ranges = analyticsRanges(query.range);
  const parts = await Promise.all(ranges.map((range) => api.fetchAnalytics({ ...asked, range }, call)));
  return mergeAnalytics(query.range, parts);
}
