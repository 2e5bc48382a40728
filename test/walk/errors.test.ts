import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { refusingUrl } from '../support/sender.ts';
import { type Answer, type SeenRequest, startUpstream } from '../support/upstream.ts';
import { analyticsAnswer, analyticsRow, handoffRow } from '../support/wire.ts';

const QUERY = `{
  account(accountId: "12345678") {
    campaign(campaignId: "c1") { analytics { totals { attempted } } }
    handoffs(first: 1) { nodes { handoffId } }
    deflections(during: { start: "2026-03-10T00:00:00Z", end: "2026-03-11T00:00:00Z" }, first: 1) { nodes { callId } }
  }
}`;
const WHOLE = {
  campaign: { analytics: { totals: { attempted: 500 } } },
  handoffs: { nodes: [{ handoffId: 'H1' }] },
  deflections: { nodes: [{ callId: '473513' }] },
};

/** What a healthy LivePerson answers to `QUERY`. */
function healthy({ path }: SeenRequest): Answer {
  if (path.includes('/analytics/')) return { json: analyticsAnswer([analyticsRow()]) };
  if (path.includes('/handoffs/')) return { json: [handoffRow('H1')] };
  return { json: { success: 'true', data: { 473513: [{ eventType: 'callstart' }] } } };
}

/** A gateway over an upstream that answers `failing` to the paths that hold `part`, and is healthy elsewhere. */
async function gatewayOver(part: string, failing: Answer, more: Record<string, unknown> = {}) {
  const upstream = await startUpstream((request) => (request.path.includes(part) ? failing : healthy(request)));
  return startTestGateway({ accounts: [accountAt(upstream.url, more)] });
}

describe('a field whose upstream fails', () => {
  it.each<[string, Answer, Record<string, unknown>]>([
    ['UPSTREAM_UNREACHABLE', (response) => response.socket?.destroy(), {}],
    [
      'UPSTREAM_RATE_LIMITED',
      { status: 429, headers: { 'retry-after': '60' }, json: {} },
      { httpStatus: 429, retryAfterMs: 60_000 },
    ],
    ['UPSTREAM_UNAUTHORIZED', { status: 401, json: { error: 'No Authorization Header' } }, { httpStatus: 401 }],
    ['UPSTREAM_NOT_FOUND', { status: 404, json: {} }, { httpStatus: 404 }],
    [
      'UPSTREAM_REJECTED',
      { status: 400, json: { code: 0, requestTraceId: 'trace-1', message: 'no' } },
      { httpStatus: 400, upstreamCode: '0', requestTraceId: 'trace-1' },
    ],
    ['UPSTREAM_UNAVAILABLE', { status: 503, text: '<html>' }, { httpStatus: 503 }],
    ['UPSTREAM_MALFORMED', { text: '<html>' }, { httpStatus: 200, malformedPath: '$' }],
    ['UPSTREAM_MALFORMED', { json: { analytics: 'none' } }, { malformedPath: 'analytics' }],
  ])('is null, with %s and what the upstream told of it', async (code, answer, told) => {
    const gateway = await gatewayOver('/analytics/', answer);
    const { data, errors } = await gateway.query(QUERY);
    expect(data.account).toEqual({ ...WHOLE, campaign: { analytics: null } });
    expect(errors).toMatchObject([{ path: ['account', 'campaign', 'analytics'] }]);
    expect(errors?.[0]?.extensions).toEqual({ code, service: 'OUTBOUND_REPORTING', ...told });
    expect(gateway.bugs).toEqual([]);
  });

  it('is null, with UPSTREAM_TIMEOUT, when an attempt takes too long', async () => {
    const upstream = await startUpstream((request) =>
      request.path.includes('/analytics/') ? () => {} : healthy(request),
    );
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)], attemptTimeoutMs: 100 });
    const { data, errors } = await gateway.query(QUERY);
    expect(data.account).toEqual({ ...WHOLE, campaign: { analytics: null } });
    expect(errors?.[0]?.extensions).toEqual({ code: 'UPSTREAM_TIMEOUT', service: 'OUTBOUND_REPORTING' });
  });

  it.each([
    ['OUTBOUND_REPORTING', '/analytics/', { campaign: { analytics: null } }],
    ['OUTBOUND_CONFIGURATION', '/handoffs/', { handoffs: null }],
    ['LIVE_DEFLECT', '/getLiveDeflectData/', { deflections: null }],
  ])('of %s leaves the fields of the others with their data', async (service, part, lost) => {
    const gateway = await gatewayOver(part, { status: 500, json: {} });
    const { data, errors } = await gateway.query(QUERY);
    expect(data.account).toEqual({ ...WHOLE, ...lost });
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE', service } }]);
  });

  it('names Sentinel when no token is to be had', async () => {
    const credentials = { appJwt: { clientId: 'client', clientSecret: 'client-secret' } };
    const gateway = await gatewayOver('/sentinel/', { status: 401, json: {} }, { credentials });
    const { errors } = await gateway.query('{ account(accountId: "12345678") { handoffs { nodes { name } } } }');
    expect(errors?.[0]?.extensions).toEqual({ code: 'UPSTREAM_UNAUTHORIZED', service: 'SENTINEL', httpStatus: 401 });
  });

  it('names the Domain API when no address is to be had', async () => {
    const gateway = await startTestGateway({
      accounts: [{ ...accountAt(''), endpoints: { domainApi: await refusingUrl() } }],
    });
    const { errors } = await gateway.query('{ account(accountId: "12345678") { handoffs { nodes { name } } } }');
    expect(errors?.[0]?.extensions).toEqual({ code: 'UPSTREAM_UNREACHABLE', service: 'DOMAIN_API' });
  });
});

describe('what a client sees of an upstream failure', () => {
  const planted = { message: 'planted', error: { message: 'planted' }, stack: 'planted', code: 'planted text' };

  it.each<[string, Answer]>([
    ...[400, 401, 403, 404, 429, 500].map((status): [string, Answer] => [
      String(status),
      { status, headers: { 'x-planted': 'planted', 'set-cookie': 'planted' }, json: planted },
    ]),
    ['a page', { text: '<html>planted</html>' }],
    ['a wrong form', { json: { analytics: [{ planted: 'planted' }, 'planted'] } }],
    ['an invalid HTTP response', (response) => response.socket?.end('220 planted\r\n')],
    ['a hang-up', (response) => response.socket?.destroy()],
  ])('after %s holds no URL, header, body, token or secret', async (_, answer) => {
    const keys = {
      consumerKey: 'planted-1',
      consumerSecret: 'planted-2',
      token: 'planted-3',
      tokenSecret: 'planted-4',
    };
    const upstream = await startUpstream(() => answer);
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url, { credentials: { oauth1: keys } })] });
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: QUERY }),
    });
    const seen = [await response.text(), inspect([...response.headers]), inspect(gateway.bugs, { depth: 9 })].join();
    expect(upstream.requests.length).toBeGreaterThanOrEqual(3);
    expect(seen).toContain('UPSTREAM_');
    expect(seen).not.toMatch(/planted|oauth_|stack|node_modules|analytics\/|handoffs\//);
    expect(seen).not.toContain(new URL(upstream.url).port);
  });
});
