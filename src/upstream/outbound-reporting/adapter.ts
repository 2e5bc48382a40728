import { LRUCache } from 'lru-cache';
import type { ZodType } from 'zod';
import type { BaseUrl } from '../domain/base-url.ts';
import { decode, malformed } from '../http/decode.ts';
import type { Call, Send } from '../http/request.ts';
import { type JsonRequest, sendJson } from '../http/send-json.ts';
import { UpstreamError } from '../http/upstream-error.ts';
import { AnalyticsAnswer } from './analytics-answer.ts';
import { campaignReportAnswer } from './campaign-report-answer.ts';
import { reportingChannelCodes } from './channel-codes.ts';
import type { Dialect, DialectOptions } from './dialect.ts';
import { documentedDialect } from './documented-dialect.ts';
import { createRowStatistics, type RowStatistics } from './row-statistics.ts';
import type {
  Analytics,
  AnalyticsQuery,
  CampaignReport,
  NextPage,
  OutboundApp,
  PageSource,
  TransactionsPage,
  TransactionsQuery,
} from './types.ts';
import { v2Dialect } from './v2-dialect.ts';

/** The Outbound Reporting API of one account. Every method is one upstream call and throws `UpstreamError`. */
export type OutboundReporting = {
  /** A range of at most 60 days; filtered by the upstream (POST) unless the filter is empty (GET). */
  fetchAnalytics(query: AnalyticsQuery, call: Call): Promise<Analytics>;
  /** One more call for each further page, if the upstream pages it. */
  fetchCampaignReport(campaignId: string, call: Call): Promise<CampaignReport>;
  fetchCampaignAnalytics(campaignId: string, call: Call): Promise<Analytics>;
  /** The first page of a window, or the one at `next` of the page before it. Also throws `PagesShifted`. */
  fetchTransactionsPage(query: TransactionsQuery, next: NextPage | null, call: Call): Promise<TransactionsPage>;
  /** What the answers to a question have shown, in any window, since the account's configuration was loaded. No call. */
  rowStatistics(query: TransactionsQuery): RowStatistics;
};

/** What distinguishes one account's reporting from another's. */
export type OutboundReportingOptions = DialectOptions & {
  /** How to request transactions: as documented (GET with a body, offsets), or as in production (POST, `v=2.0`). */
  readonly reportingApi: 'documented' | 'v2';
};

/** The questions with row statistics. */
const MAX_QUESTIONS = 200;

const APP_CODES: Record<OutboundApp, string> = { PROACTIVE_MESSAGING: 'prmsg', CONNECT_TO_MESSAGING: 'c2m' };

/** Translates the Outbound Reporting API's paths, spellings and quirks into the graph's words. */
export function outboundReporting(options: OutboundReportingOptions, baseUrl: BaseUrl, send: Send): OutboundReporting {
  const { accountId } = options;
  const dialect = dialectOf(options);
  const statistics = new LRUCache<string, RowStatistics>({ max: MAX_QUESTIONS });

  const rowStatistics = (query: TransactionsQuery) => {
    const key = JSON.stringify([query.app, dialect.request(query, null)]);
    const known = statistics.get(key) ?? createRowStatistics();
    statistics.set(key, known);
    return known;
  };

  const ask = async <T extends object>(
    path: string,
    request: Omit<JsonRequest, 'url'>,
    answer: ZodType<T>,
    call: Call,
  ) => {
    const url = `${await baseUrl('reporting', call)}/api/account/${accountId}/app/${path}`;
    const read = (json: unknown) => decode('OUTBOUND_REPORTING', answer, json);
    return sendJson(send, { ...request, url }, read, call);
  };

  return {
    fetchAnalytics({ app, range, filter }, call) {
      // The upstream's end is inclusive (our reading); the end of a range of the graph is not.
      const lastMs = range.endMs - 1;
      const path = `${APP_CODES[app]}/analytics/?attemptedStartTime=${range.startMs}&attemptedEndTime=${lastMs}`;
      const channels = reportingChannelCodes(filter.channels);
      const filters = {
        ...(channels.length > 0 && { channels }),
        ...(filter.skills.length > 0 && { skills: filter.skills }),
      };
      const filtered = Object.keys(filters).length > 0;
      const about = { family: 'analytics', windowEndMs: range.endMs } as const;
      const read = filtered ? ({ method: 'POST', body: { filters } } as const) : ({ method: 'GET' } as const);
      return ask(path, { ...about, ...read }, AnalyticsAnswer, call);
    },
    async fetchCampaignReport(campaignId, call) {
      const about = { method: 'GET', family: 'campaignReport' } as const;
      const path = campaignPath(campaignId);
      const answer = campaignReportAnswer({ accountId, campaignId });
      const { consumers, fetchedAt, ...first } = await ask(path, about, answer, call);
      const all = new Map(consumers.map((consumer) => [consumer.reportId, consumer]));
      for (let offset = first.nextOffset; offset !== null; ) {
        const more = await ask(`${path}?offset=${offset}`, about, answer, call);
        const known = all.size;
        for (const consumer of more.consumers) all.set(consumer.reportId, consumer);
        // The upstream did not understand the offset: reading on would lose the rest, or never end.
        if (all.size === known && more.consumers.length > 0) throw malformed('OUTBOUND_REPORTING', 'page.nextOffset');
        offset = more.consumers.length > 0 ? more.nextOffset : null;
      }
      return { consumers: first.nextOffset === null ? consumers : [...all.values()], fetchedAt };
    },
    async fetchCampaignAnalytics(campaignId, call) {
      const read = { method: 'GET', family: 'campaignAnalytics' } as const;
      return ask(`${campaignPath(campaignId)}analytics/`, read, AnalyticsAnswer, call);
    },
    async fetchTransactionsPage(query, next, call) {
      const { startMs, endMs } = query.window;
      const path = `${APP_CODES[query.app]}/transactions/?attemptedStartTime=${startMs}&attemptedEndTime=${endMs}`;
      const { search, ...request } = dialect.request(query, next);
      const about = { family: 'transactions', windowEndMs: endMs } as const;
      const watched = watchCache(call);
      const answer = await ask(path + search, { ...about, ...request }, dialect.answer(query, next), watched.call);
      rowStatistics(query).setCached(watched.isCached());
      const { fetchedAt } = answer;
      return { ...dialect.page(answer, next), answered: answer.transactions, fetchedAt, source: watched.source() };
    },
    rowStatistics,
  };
}

/** The call, and once it has its answer: whether that came from the cache or stays there, and what it was. */
function watchCache(call: Call): { readonly call: Call; isCached(): boolean; source(): PageSource } {
  const begunAt = Date.now();
  let isCached = false;
  let source: PageSource = { fetchedAt: begunAt, freshUntil: null };
  const onFreshness: Call['onFreshness'] = (answer) => {
    const { freshForMs, ...its } = answer;
    isCached = freshForMs !== null && (freshForMs > 0 || answer.fetchedAt < begunAt);
    source = { ...its, freshUntil: freshForMs === null ? null : Date.now() + freshForMs };
    call.onFreshness?.(answer);
  };
  return { call: { ...call, onFreshness }, isCached: () => isCached, source: () => source };
}

/** The dialect that the configuration names. */
function dialectOf(options: OutboundReportingOptions): Dialect {
  const dialects = { documented: documentedDialect, v2: v2Dialect };
  return dialects[options.reportingApi](options) as Dialect;
}

/**
 * Throws for `.` and `..`, which lead out of the campaigns' path in any encoding, and for an unpaired surrogate, which has no
 * encoding.
 */
function campaignPath(campaignId: string): string {
  if (/^\.{1,2}$/.test(campaignId) || !campaignId.isWellFormed()) {
    throw new UpstreamError('UPSTREAM_NOT_FOUND', 'OUTBOUND_REPORTING', 'has no campaign of this id', {
      delivery: 'unsent',
    });
  }
  return `prmsg/campaigns/${encodeURIComponent(campaignId)}/`;
}
