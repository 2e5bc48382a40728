import { answerAnalytics, answerFilteredAnalytics } from './analytics.ts';
import { answerCampaignAnalytics, answerCampaignReport } from './campaign-reports.ts';
import { answerFaults } from './control.ts';
import { answerDeflections } from './deflections.ts';
import { answerService, answerServices } from './domain.ts';
import type { FaultList } from './faults.ts';
import { answerHandoffs, answerHandoffsByChannel } from './handoff-lists.ts';
import type { Exchange, Reply } from './http-exchange.ts';
import { answerProactiveAlert } from './proactive-alerts.ts';
import { answerProactiveReporting } from './proactive-reporting.ts';
import type { SandboxApi, Settings } from './settings.ts';
import { answerJwks, answerToken } from './token.ts';
import { answerPostedTransactions, answerTransactions } from './transactions.ts';
import type { Handler } from './world.ts';

/** Answers the requests of one route that needs no credentials. */
type OpenHandler = (
  exchange: Exchange,
  parts: Record<string, string>,
  from: { settings: Settings; faults: FaultList },
) => Reply | Promise<Reply>;

/** One route: `guarded` needs credentials and has a rate limit, `open` has neither. */
export type Route = { method: string; pattern: RegExp; api: SandboxApi } & (
  | { guarded: Handler }
  | { open: OpenHandler }
);

const account = '/api/account/(?<accountId>[^/]+)';
const reporting = `${account}/app/(?<app>prmsg|c2m)`;
const campaign = `${account}/app/prmsg/campaigns/(?<campaignId>[^/]+)`;
const handoffs = `${account}/app/prmsg/handoffs/list`;

const token: OpenHandler = (exchange, parts, { settings }) => answerToken(exchange, parts, settings.tokenLifetimeMs);
const faults: OpenHandler = (exchange, _, from) => answerFaults(exchange, from.faults);

/** Every route of the sandbox. Those of Outbound Reporting may end in a slash; the others must match exactly. */
const routes: readonly Route[] = [
  { method: 'GET', pattern: path(`${reporting}/analytics/?`), api: 'analytics', guarded: answerAnalytics },
  { method: 'POST', pattern: path(`${reporting}/analytics/?`), api: 'analytics', guarded: answerFilteredAnalytics },
  { method: 'GET', pattern: path(`${campaign}/?`), api: 'campaignReport', guarded: answerCampaignReport },
  {
    method: 'GET',
    pattern: path(`${campaign}/analytics/?`),
    api: 'campaignAnalytics',
    guarded: answerCampaignAnalytics,
  },
  { method: 'GET', pattern: path(`${reporting}/transactions/?`), api: 'transactions', guarded: answerTransactions },
  {
    method: 'POST',
    pattern: path(`${reporting}/transactions/?`),
    api: 'transactions',
    guarded: answerPostedTransactions,
  },
  { method: 'GET', pattern: path(handoffs), api: 'handoffs', guarded: answerHandoffs },
  {
    method: 'GET',
    pattern: path(`${handoffs}/channel/(?<channelName>[^/]+)`),
    api: 'handoffsByChannel',
    guarded: answerHandoffsByChannel,
  },
  { method: 'POST', pattern: path('/api/proactiveAlert'), api: 'proactiveAlert', guarded: answerProactiveAlert },
  {
    method: 'GET',
    pattern: path('/api/proactiveReporting'),
    api: 'proactiveReporting',
    guarded: answerProactiveReporting,
  },
  {
    method: 'POST',
    pattern: path('/api/proactiveReporting'),
    api: 'proactiveReporting',
    guarded: answerProactiveReporting,
  },
  {
    method: 'POST',
    pattern: path('/api/getLiveDeflectData/v2'),
    api: 'getLiveDeflectData',
    guarded: answerDeflections,
  },
  {
    method: 'POST',
    pattern: path('/sentinel/api/(?:v2/)?account/(?<accountId>[^/]+)/app/token'),
    api: 'token',
    open: token,
  },
  { method: 'GET', pattern: path('/sentinel/well-known/jwks'), api: 'jwks', open: answerJwks },
  { method: 'GET', pattern: path(`${account}/service/baseURI\\.json`), api: 'domain', open: answerServices },
  {
    method: 'GET',
    pattern: path(`${account}/service/(?<service>[^/]+)/baseURI\\.json`),
    api: 'domain',
    open: answerService,
  },
  { method: 'POST', pattern: path('/sandbox/faults'), api: 'control', open: faults },
  { method: 'GET', pattern: path('/sandbox/faults'), api: 'control', open: faults },
  { method: 'DELETE', pattern: path('/sandbox/faults'), api: 'control', open: faults },
];

/** The route of a request and the variable parts of its path, decoded; undefined when there is none. */
export function routeOf({ method, pathname }: Exchange): { route: Route; parts: Record<string, string> } | undefined {
  for (const route of routes) {
    const groups = route.method === method ? route.pattern.exec(pathname) : null;
    const parts = groups && decoded(groups.groups ?? {});
    if (parts) return { route, parts };
  }
  return undefined;
}

function path(pattern: string): RegExp {
  return new RegExp(`^${pattern}$`);
}

function decoded(parts: Record<string, string | undefined>): Record<string, string> | null {
  try {
    return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, decodeURIComponent(part ?? '')]));
  } catch {
    return null;
  }
}
