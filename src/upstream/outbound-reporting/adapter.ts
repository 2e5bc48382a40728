import type { ZodType } from 'zod';
import type { BaseUrl } from '../domain/base-url.ts';
import { decode } from '../http/decode.ts';
import type { Call, Send } from '../http/request.ts';
import { type JsonRequest, sendJson } from '../http/send-json.ts';
import { UpstreamError } from '../http/upstream-error.ts';
import { AnalyticsAnswer } from './analytics-answer.ts';
import { CampaignReportAnswer } from './campaign-report-answer.ts';
import { reportingChannelCodes } from './channel-codes.ts';
import type { Dialect, DialectOptions } from './dialect.ts';
import { documentedDialect } from './documented-dialect.ts';
import type {
  Analytics,
  AnalyticsQuery,
  CampaignReport,
  OutboundApp,
  TransactionsPage,
  TransactionsQuery,
} from './types.ts';
import { v2Dialect } from './v2-dialect.ts';

/** The Outbound Reporting API of one account. Every method is one upstream call and throws `UpstreamError`. */
export type OutboundReporting = {
  /** A range of at most 60 days, filtered by the upstream (POST) when the filter names anything, else read whole (GET). */
  fetchAnalytics(query: AnalyticsQuery, call: Call): Promise<Analytics>;
  fetchCampaignReport(campaignId: string, call: Call): Promise<CampaignReport>;
  fetchCampaignAnalytics(campaignId: string, call: Call): Promise<Analytics>;
  fetchTransactionsPage(query: TransactionsQuery, call: Call): Promise<TransactionsPage>;
};

/** What distinguishes one account's reporting from another's. */
export type OutboundReportingOptions = DialectOptions & {
  /** How transactions are asked for: as documented (GET with a body, offsets) or as production became (POST, `v=2.0`). */
  readonly reportingApi: 'documented' | 'v2';
};

const APP_CODES: Record<OutboundApp, string> = { PROACTIVE_MESSAGING: 'prmsg', CONNECT_TO_MESSAGING: 'c2m' };

/** Knows the Outbound Reporting API's paths, spellings and quirks, and answers in the graph's words. */
export function outboundReporting(options: OutboundReportingOptions, baseUrl: BaseUrl, send: Send): OutboundReporting {
  const { accountId } = options;
  const dialect: Dialect = options.reportingApi === 'v2' ? v2Dialect(options) : documentedDialect(options);

  const ask = async <T extends object>(
    path: string,
    request: Omit<JsonRequest, 'url'>,
    answer: ZodType<T>,
    call: Call,
  ) => {
    const url = `${await baseUrl('reporting', call)}/api/account/${accountId}/app/${path}`;
    const read = (json: unknown) => decode('OUTBOUND_REPORTING', answer, json);
    return sendJson('OUTBOUND_REPORTING', send, { ...request, url }, read, call);
  };

  return {
    fetchAnalytics({ app, range, filter }, call) {
      // The upstream counts what was attempted at its end, too; a range of the graph ends before it.
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
      return ask(campaignPath(campaignId), { method: 'GET', family: 'campaignReport' }, CampaignReportAnswer, call);
    },
    async fetchCampaignAnalytics(campaignId, call) {
      const read = { method: 'GET', family: 'campaignAnalytics' } as const;
      return ask(`${campaignPath(campaignId)}analytics/`, read, AnalyticsAnswer, call);
    },
    fetchTransactionsPage(query, call) {
      const { startMs, endMs } = query.window;
      const path = `${APP_CODES[query.app]}/transactions/?attemptedStartTime=${startMs}&attemptedEndTime=${endMs}`;
      const { search, ...request } = dialect.request(query);
      const about = { family: 'transactions', windowEndMs: endMs } as const;
      return ask(path + search, { ...about, ...request }, dialect.answer(query), call);
    },
  };
}

/** `.` and `..` would lead out of the campaigns' path, in whatever encoding, and an unpaired surrogate has no encoding: no campaign is asked for by them. */
function campaignPath(campaignId: string): string {
  if (/^\.{1,2}$/.test(campaignId) || !campaignId.isWellFormed()) {
    throw new UpstreamError('UPSTREAM_NOT_FOUND', 'OUTBOUND_REPORTING', 'has no campaign of this id', {
      delivery: 'unsent',
    });
  }
  return `prmsg/campaigns/${encodeURIComponent(campaignId)}/`;
}
