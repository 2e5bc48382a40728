import { request } from 'undici';
import { describe, expect, it } from 'vitest';
import { AuthenticationError } from '../../src/callers/authentication-error.ts';
import type { Caller } from '../../src/callers/caller.ts';
import { createRequestFacts, type RequestFacts } from '../../src/request/request-facts.ts';
import { requestLine } from '../../src/server/request-log.ts';
import { accountAt, startTestGateway, type TestGateway } from '../support/gateway.ts';
import { startHeldUpstream, until } from '../support/held-upstream.ts';
import { metric } from '../support/metrics.ts';
import { type Answer, type SeenRequest, startUpstream } from '../support/upstream.ts';

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const TRACE = { id: 'id-1', traceId: '0af7651916cd43dd8448eb211c80319c', arrivedAt: 0 };
const CAMPAIGN = '{ account(accountId: "12345678") { campaign(campaignId: "c1") { analytics { fetchedAt } } } }';
const TWO = `query Compare {
  a: account(accountId: "12345678") { campaign(campaignId: "c1") { analytics { fetchedAt } } }
  b: account(accountId: "87654321") { campaign(campaignId: "c1") { analytics { fetchedAt } } }
  c: account(accountId: "12345678") { campaign(campaignId: "c2") { analytics { fetchedAt } } }
}`;
const SHARED = 'gateway_shared_reads_total{account="12345678",family="campaignAnalytics"}';
const OK_END = { outcome: 'ok', status: 200, durationMs: 1 } as const;
const OK: Answer = { json: { analytics: [] } };

/** A gateway for two accounts over one upstream. */
async function over(answer: (request: SeenRequest, index: number) => Answer, config: Record<string, unknown> = {}) {
  const upstream = await startUpstream(answer);
  const accounts = [accountAt(upstream.url), accountAt(upstream.url, { accountId: '87654321' })];
  return startTestGateway({ accounts, ...config });
}

/** A gateway that knows nobody, for that reason. */
function refusing(error: Error): Promise<TestGateway> {
  const authenticator = { authenticate: () => Promise.reject(error), known: () => undefined, keySet: () => null };
  return startTestGateway({ accounts: [accountAt('http://localhost:1')] }, undefined, undefined, { authenticator });
}

/** The lines, when there are so many. */
async function linesOf({ lines }: TestGateway, count: number) {
  await until(() => lines.length >= count);
  return lines;
}

describe('the line of a request', () => {
  it('has its name, operation, accounts, time, calls, outcome, status and trace', async () => {
    const gateway = await over(() => OK);
    await gateway.query(TWO);
    const lines = await linesOf(gateway, 1);
    expect(lines).toEqual([
      {
        id: expect.stringMatching(UUID),
        operation: 'Compare',
        subject: null,
        accounts: ['12345678', '87654321'],
        cost: lines[0]?.cost,
        durationMs: expect.any(Number),
        upstreamCalls: 3,
        outcome: 'ok',
        status: 200,
        traceId: expect.stringMatching(/^[\da-f]{32}$/),
      },
    ]);
  });

  it('counts no call for what was kept', async () => {
    const gateway = await over(() => OK, { cache: {} });
    await gateway.query(CAMPAIGN);
    await gateway.query(CAMPAIGN);
    const lines = await linesOf(gateway, 2);
    expect(lines.map(({ upstreamCalls }) => upstreamCalls)).toEqual([1, 0]);
  });

  it('counts a shared call with the request that began it', async () => {
    const upstream = await startHeldUpstream({ analytics: [] });
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] });
    const first = gateway.query(CAMPAIGN, {}, { headers: { 'x-request-id': 'first' } });
    await upstream.came(1);
    // Another text, so that it has a run of its own.
    const second = gateway.query(`${CAMPAIGN} `, {}, { headers: { 'x-request-id': 'second' } });
    await until(async () => (await metric(gateway, SHARED)) === 1);
    upstream.release();
    await Promise.all([first, second]);
    const lines = await linesOf(gateway, 2);
    expect(Object.fromEntries(lines.map(({ id, upstreamCalls }) => [id, upstreamCalls]))).toEqual({
      first: 1,
      second: 0,
    });
  });

  it('counts repeated attempts, and tells failed fields from a failed request', async () => {
    const gateway = await over(() => ({ status: 503, json: {} }));
    await gateway.query(CAMPAIGN);
    await gateway.query('{ nonsense }');
    expect(await linesOf(gateway, 2)).toMatchObject([
      { outcome: 'partial', upstreamCalls: 2, status: 200, accounts: ['12345678'] },
      { outcome: 'failed', upstreamCalls: 0, accounts: [] },
    ]);
  });

  it('counts the look-up of a token with the request that needed it', async () => {
    const upstream = await startUpstream(({ path }) =>
      path.includes('/app/token') ? { json: { access_token: 'some-token' } } : OK,
    );
    const credentials = { appJwt: { clientId: 'client', clientSecret: 'secret' } };
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url, { credentials })] });
    await gateway.query(CAMPAIGN);
    await gateway.query(CAMPAIGN);
    expect((await linesOf(gateway, 2)).map(({ upstreamCalls }) => upstreamCalls)).toEqual([2, 1]);
  });

  it('says that the client left, without a status', async () => {
    const upstream = await startHeldUpstream({});
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] });
    const leaving = new AbortController();
    const asked = gateway.query(CAMPAIGN, {}, { signal: leaving.signal }).catch(() => null);
    await upstream.came(1);
    leaving.abort();
    await asked;
    expect(await linesOf(gateway, 1)).toMatchObject([{ outcome: 'aborted', status: null, upstreamCalls: 1 }]);
  });

  it('says that a request was not let in, and that one left while it waited', async () => {
    const upstream = await startHeldUpstream({ analytics: [] });
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)], door: { concurrency: 1, queue: 1 } });
    const inside = gateway.query(CAMPAIGN);
    await upstream.came(1);
    const leaving = new AbortController();
    const waiting = gateway.query(CAMPAIGN, {}, { signal: leaving.signal }).catch(() => null);
    await until(async () => (await fetch(new URL('/health/ready', gateway.url))).status === 503);
    const headers = { 'content-type': 'application/json', 'x-request-id': 'refused-1' };
    const refused = await fetch(gateway.url, { method: 'POST', headers, body: '{}' });
    expect([refused.status, refused.headers.get('x-request-id')]).toEqual([503, 'refused-1']);
    leaving.abort();
    await waiting;
    expect(await linesOf(gateway, 2)).toMatchObject([
      { id: 'refused-1', outcome: 'refused', status: 503, refusal: 'OVERLOADED', upstreamCalls: 0 },
      { outcome: 'aborted', status: null },
    ]);
    upstream.release();
    await inside;
  });

  it('says by its reason why nobody was let in, and the answer has its id', async () => {
    const error = new AuthenticationError('UNAUTHENTICATED', 'No.', 'ERR_JWT_EXPIRED');
    const gateway = await refusing(error);
    const headers = { 'content-type': 'application/json', 'x-request-id': 'nobody' };
    const response = await fetch(gateway.url, { method: 'POST', headers, body: '{}' });
    expect([response.status, response.headers.get('x-request-id')]).toEqual([401, 'nobody']);
    expect(await linesOf(gateway, 1)).toMatchObject([
      { id: 'nobody', outcome: 'failed', status: 401, refusal: 'ERR_JWT_EXPIRED', subject: null, upstreamCalls: 0 },
    ]);
  });

  it('says that authentication failed with an internal error, which the response does not show', async () => {
    const gateway = await refusing(new Error('planted'));
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(gateway.url, { method: 'POST', headers, body: '{}' });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toMatch(/planted| {2}at /);
    expect(await linesOf(gateway, 1)).toMatchObject([{ status: 500, refusal: 'INTERNAL_SERVER_ERROR' }]);
    expect(gateway.bugs).toMatchObject([{ message: 'planted' }]);
  });

  it('is not written for health, metrics and the page of GraphiQL', async () => {
    const gateway = await over(() => OK);
    for (const path of ['/health/live', '/health/ready', '/metrics', '/graphql']) {
      await (await fetch(new URL(path, gateway.url), { headers: { accept: 'text/html' } })).text();
    }
    await gateway.query('query Last { __typename }');
    expect(await linesOf(gateway, 1)).toMatchObject([{ operation: 'Last' }]);
  });

  it('is written for what is no GraphQL', async () => {
    const gateway = await over(() => OK);
    const response = await fetch(gateway.url, { method: 'PUT' });
    expect(await linesOf(gateway, 1)).toMatchObject([{ operation: null, outcome: 'failed', status: response.status }]);
  });
});

describe('X-Request-Id', () => {
  it.each(['a', 'A-z_0.9', 'x'.repeat(128)])('%s is taken and told', async (id) => {
    const gateway = await over(() => OK);
    expect(await idFor(gateway, id)).toBe(id);
    expect(await linesOf(gateway, 1)).toMatchObject([{ id }]);
  });

  it.each(['', 'x'.repeat(129), 'a b', 'a,b', 'ä', '<script>'])('%j is replaced by a UUID', async (id) => {
    const gateway = await over(() => OK);
    const told = await idFor(gateway, id);
    expect(told).toMatch(UUID);
    expect(await linesOf(gateway, 1)).toMatchObject([{ id: told }]);
  });
});

describe('requestLine', () => {
  it('cuts what a client chose, and shows no long number in it', () => {
    const facts = factsOf({ operationName: `Call12025550123_${'x'.repeat(200)}` });
    const { operation } = requestLine(facts, OK_END);
    expect(operation).toMatch(/^Call…23_x+$/);
    expect(operation?.length).toBeLessThanOrEqual(100);
  });

  it.each([
    ['+12025550123', '+…23'],
    ['ada@example.net', 'ada@example.net'],
    ['user-12025550123', 'user-…23'],
    ['user-123456', 'user-123456'],
    [`s${'x'.repeat(200)}`, `s${'x'.repeat(99)}`],
  ])('logs the subject %s as %s', (subject, shown) => {
    const caller: Caller = { subject, accountIds: null, scopes: new Set(), bearer: null };
    expect(requestLine(factsOf({ caller }), OK_END).subject).toBe(shown);
  });

  it('tells the cost, and why nobody was let in', () => {
    const facts = factsOf({ cost: 12, callerRefusal: 'ERR_JWT_EXPIRED' });
    expect(requestLine(facts, { outcome: 'failed', status: 401, durationMs: 3 })).toMatchObject({
      cost: 12,
      refusal: 'ERR_JWT_EXPIRED',
      status: 401,
      durationMs: 3,
    });
  });
});

function factsOf(more: Partial<RequestFacts>): RequestFacts {
  return { ...createRequestFacts(TRACE), ...more };
}

/** The id that an answer tells to a request of this id, sent byte by byte as it is. */
async function idFor(gateway: TestGateway, id: string): Promise<string | null> {
  const headers = { 'content-type': 'application/json', 'x-request-id': Buffer.from(id).toString('latin1') };
  const body = JSON.stringify({ query: '{ __typename }' });
  const response = await request(gateway.url, { method: 'POST', headers, body });
  await response.body.dump();
  return response.headers['x-request-id']?.toString() ?? null;
}
