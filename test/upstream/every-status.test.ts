import { describe, expect, it } from 'vitest';
import { gatewayConfig } from '../../src/config/config.ts';
import type { AccountUpstreams } from '../../src/upstream/accounts/account-upstreams.ts';
import { createUpstreams } from '../../src/upstream/accounts/upstreams.ts';
import type { Call } from '../../src/upstream/http/request.ts';
import { UpstreamError } from '../../src/upstream/http/upstream-error.ts';
import { testAlert } from '../support/alert.ts';
import { budgetsOf } from '../support/budgets.ts';
import { NO_OBSERVER } from '../support/observer.ts';
import { refusingUrl, testCall, testTransport } from '../support/sender.ts';
import { type Answer, startUpstream, type Upstream } from '../support/upstream.ts';

const STATUSES = Array.from({ length: 500 }, (_, index) => 100 + index);
const OAUTH1 = { consumerKey: 'key', consumerSecret: 'secret', token: 'token', tokenSecret: 'token-secret' };
const APP_JWT = { clientId: 'client', clientSecret: 'client-secret' };
const RANGE = { startMs: 1_773_100_800_000, endMs: 1_773_187_200_000 };
const SLICE = { offset: 0, limit: 10 };
const QUERY = { app: 'PROACTIVE_MESSAGING', filter: { channels: [], skills: [] } } as const;
const TRANSACTIONS = { ...QUERY, window: RANGE, statuses: [], transactionIds: [] } as const;

/** Statuses that prove that a request was not carried out, by RFC 9110, RFC 6585 (431) or LivePerson's documents. */
const PROOF = [400, 401, 403, 404, 405, 407, 410, 411, 413, 414, 415, 421, 422, 426, 429, 431];

type Operation = (apis: AccountUpstreams, call: Call) => Promise<unknown>;

/** Every operation of every upstream, with the credential that it needs. */
const READS: Record<string, Operation> = {
  analytics: ({ outboundReporting }, call) => outboundReporting.fetchAnalytics({ ...QUERY, range: RANGE }, call),
  'filtered analytics': ({ outboundReporting }, call) =>
    outboundReporting.fetchAnalytics({ ...QUERY, range: RANGE, filter: { channels: [], skills: ['a'] } }, call),
  campaignReport: ({ outboundReporting }, call) => outboundReporting.fetchCampaignReport('c1', call),
  campaignAnalytics: ({ outboundReporting }, call) => outboundReporting.fetchCampaignAnalytics('c1', call),
  transactions: ({ outboundReporting }, call) => outboundReporting.fetchTransactionsPage(TRANSACTIONS, null, call),
  handoffs: ({ outboundConfiguration }, call) => outboundConfiguration.fetchHandoffs(SLICE, call),
  'handoffs by channel': ({ outboundConfiguration }, call) =>
    outboundConfiguration.fetchHandoffsByChannel('SMS', SLICE, call),
  deflections: ({ liveDeflect }, call) => liveDeflect.fetchDeflections({ during: RANGE }, call),
  proactiveAlerts: ({ liveDeflect }, call) => liveDeflect.fetchProactiveAlerts({ during: RANGE }, call),
};
const TOKEN: Operation = (apis, call) => READS.campaignAnalytics?.(apis, call) ?? Promise.reject();
const ALERT: Operation = ({ sendAlertOnce }, call) => sendAlertOnce(testAlert(), 'key-1', call);

/** What a test may want otherwise: `breaks` is a breaker that one failure opens, and no retries. */
type Options = { readonly credentials?: object; readonly alerts?: object; readonly breaks?: boolean };

/** Makes the APIs of an account that are all at one URL, with one retry of each kind. */
function startApis({ credentials = { oauth1: OAUTH1 }, alerts = {}, breaks = false }: Options = {}) {
  const waits = breaks ? [] : [1];
  const config = gatewayConfig({
    callers: { mode: 'none' },
    accounts: [{ accountId: '12345678', credentials }],
    retry: { rateLimitedMs: waits, unavailableMs: waits, unreachableMs: waits, jitter: 0 },
    breaker: { minimumCalls: breaks ? 1 : 10_000 },
    budgets: budgetsOf(10_000),
    alerts,
  });
  const transport = testTransport();
  return (url: string) => {
    const opened: string[] = [];
    const breaker = (_: unknown, state: string) => void (state === 'open' && opened.push(state));
    const endpoints = { domainApi: url, reporting: url, configuration: url, liveDeflect: url, sentinel: url };
    const accounts = config.accounts.map((account) => ({ ...account, endpoints }));
    const shared = { transport, observer: { ...NO_OBSERVER, breaker }, redis: null };
    return { opened, apis: createUpstreams(accounts, config, shared).of('12345678', null) as AccountUpstreams };
  };
}

/** Answers each request with the status that its path begins with. */
function startStatuses(): Promise<Upstream> {
  return startUpstream(({ path }) => {
    const status = Number(path.split('/')[1]);
    if (status >= 200) return { status, json: {} };
    return (({ socket }) => socket?.end(`HTTP/1.1 ${status} Interim\r\n\r\n`)) satisfies Answer;
  });
}

/** What became of an operation: code and delivery of its error, or the kind of its outcome; and its attempts. */
async function endOf(work: Promise<unknown>): Promise<string> {
  try {
    return ((await work) as { kind?: string })?.kind ?? 'answer';
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return `${error.code} ${error.details.delivery}`;
  }
}

async function endsOf(operation: Operation, options: Options = {}) {
  const upstream = await startStatuses();
  const apisAt = startApis(options);
  const ends = STATUSES.map(async (status) => {
    const { apis } = apisAt(`${upstream.url}/${status}`);
    const end = await endOf(operation(apis, testCall(20_000)));
    return `${status} ${end} ×${upstream.requests.filter(({ path }) => path.startsWith(`/${status}/`)).length}`;
  });
  return Promise.all(ends);
}

/** What each status but 2xx is for a read. */
function readEnd(status: number): string {
  if (status < 200) return 'UPSTREAM_UNREACHABLE unknown ×2';
  if (status < 400) return 'UPSTREAM_MALFORMED unknown ×1';
  if (status >= 500) return 'UPSTREAM_UNAVAILABLE unknown ×2';
  const codes: Record<number, string> = {
    401: 'UNAUTHORIZED',
    403: 'UNAUTHORIZED',
    404: 'NOT_FOUND',
    429: 'RATE_LIMITED',
  };
  const delivery = PROOF.includes(status) ? 'answered' : 'unknown';
  return `UPSTREAM_${codes[status] ?? 'REJECTED'} ${delivery} ×${status === 429 ? 2 : 1}`;
}

/** What each status is for an alert; one that may have been sent is never sent again. */
function alertEnd(status: number): string {
  if (status === 400) return 'REFUSED ×1';
  return PROOF.includes(status) ? readEnd(status) : 'OUTCOME_UNKNOWN ×1';
}

const isNot2xx = (line: string) => !/^2/.test(line);
const expected = (end: (status: number) => string) => STATUSES.map((status) => `${status} ${end(status)}`);

describe('every status from 100 to 599', () => {
  it.each(Object.entries(READS))('of %s is what the table of failures says', async (_, operation) => {
    expect((await endsOf(operation)).filter(isNot2xx)).toEqual(expected(readEnd).filter(isNot2xx));
  });

  it('of an App JWT is what the table of failures says', async () => {
    const ends = await endsOf(TOKEN, { credentials: { appJwt: APP_JWT } });
    expect(ends.filter(isNot2xx)).toEqual(expected(readEnd).filter(isNot2xx));
  });

  it('of an alert proves that it was not sent, or its outcome is unknown', async () => {
    expect(await endsOf(ALERT)).toEqual(expected(alertEnd));
  });

  it('of an alert proves nothing for 429 where alerts.rateLimited is unknown', async () => {
    const ends = await endsOf(ALERT, { alerts: { rateLimited: 'unknown' } });
    const end = (status: number) => (status === 429 ? 'OUTCOME_UNKNOWN ×1' : alertEnd(status));
    expect(ends).toEqual(expected(end));
  });

  it('opens the breaker for 5xx and what is not an answer, and for no other', async () => {
    const { url } = await startStatuses();
    const apisAt = startApis({ breaks: true });
    const opening = STATUSES.map(async (status) => {
      const { apis, opened } = apisAt(`${url}/${status}`);
      await endOf(READS.campaignAnalytics?.(apis, testCall()) ?? Promise.reject());
      return opened.length > 0 ? [status] : [];
    });
    expect((await Promise.all(opening)).flat()).toEqual(STATUSES.filter((status) => status < 200 || status >= 500));
  });
});

describe('a failure without a status', () => {
  it.each<[string, Answer, string]>([
    ['a hang-up', ({ socket }) => socket?.destroy(), 'OUTCOME_UNKNOWN'],
    ['what is not HTTP', ({ socket }) => socket?.end('220 ESMTP\r\n'), 'OUTCOME_UNKNOWN'],
    [
      'an answer that is cut off',
      (response) => response.writeHead(400, { 'content-length': '99' }).write('{', () => response.destroy()),
      'OUTCOME_UNKNOWN',
    ],
    ['no answer by the deadline', () => {}, 'OUTCOME_UNKNOWN'],
    ['a 400 that reports success', { status: 400, json: { success: true } }, 'OUTCOME_UNKNOWN'],
    ['a 200 that reports a failure', { json: { success: 'false' } }, 'REFUSED'],
  ])('of an alert: %s', async (_, answer, end) => {
    const upstream = await startUpstream(() => answer);
    expect(await endOf(ALERT(startApis()(upstream.url).apis, testCall(500)))).toBe(end);
    expect(upstream.requests).toHaveLength(1);
  });

  it('of an alert: a refused connection, after which its key is free', async () => {
    const { apis } = startApis()(await refusingUrl());
    for (const _ of [1, 2]) expect(await endOf(ALERT(apis, testCall()))).toBe('UPSTREAM_UNREACHABLE unsent');
  });
});
