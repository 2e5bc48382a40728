import { describe, expect, it } from 'vitest';
import { startAnswering } from '../support/answering.ts';
import { BY_HEADERS, headersOf, type TestCaller } from '../support/callers.ts';
import { configPath } from '../support/config.ts';
import { ANALYTICS } from '../support/freshness.ts';
import { accountAt } from '../support/gateway.ts';
import { until } from '../support/held-upstream.ts';
import { jwtCallers, signingKey, startIssuer } from '../support/issuer.ts';
import { sha1, sha256 } from '../support/manifest.ts';
import { startUpstream } from '../support/upstream.ts';
import { analyticsAnswer } from '../support/wire.ts';

const NAMED = `query Named ($account: String!, $campaign: String!) {
  account(accountId: $account) { campaign(campaignId: $campaign) { analytics { totals { attempted } } } }
} query Other { accounts { accountId campaign(campaignId: "c1") { analytics { totals { attempted } } } } }`;
const VARIABLES = { account: '12345678', campaign: 'c1' };
const QUESTION = { query: NAMED, operationName: 'Named', variables: VARIABLES };

const ONE_RUN = { run: 1, ready: 1, shared: 0 };
const TWO_RUNS = { run: 2, ready: 0, shared: 0 };

describe('a ready answer', () => {
  it('is the answer of before, without a run or an upstream call', async () => {
    const { ask, upstream, ways } = await startAnswering();
    const [first, second] = [await ask(QUESTION), await ask(QUESTION)];
    expect(first.json).toEqual({ data: { account: { campaign: { analytics: { totals: { attempted: 0 } } } } } });
    expect([second.status, second.bytes]).toEqual([200, first.bytes]);
    expect(upstream.requests).toHaveLength(1);
    expect(await ways()).toEqual(ONE_RUN);
  });

  it('has what its run found out in its log line, and no upstream call', async () => {
    const { ask, gateway } = await startAnswering();
    await ask(QUESTION, { headers: { 'x-request-id': 'first' } });
    await ask(QUESTION, { headers: { 'x-request-id': 'second' } });
    await until(() => gateway.lines.length === 2);
    const [first, second] = gateway.lines;
    expect(first).toMatchObject({ id: 'first', operation: 'Named', accounts: ['12345678'], upstreamCalls: 1 });
    expect(first?.cost).toBeGreaterThan(0);
    expect(second).toEqual({
      ...first,
      id: 'second',
      upstreamCalls: 0,
      durationMs: expect.any(Number),
      traceId: expect.not.stringMatching(first?.traceId ?? ''),
    });
  });

  it.each(['GET', 'POST'] as const)('has the headers that its own request asks for: %s', async (method) => {
    const [one, two] = ['https://one.example.com', 'https://two.example.com'];
    const { ask, ways } = await startAnswering({ config: { web: { cors: { origins: [one, two] } } } });
    const askFrom = (origin: string, id: string) => ask(QUESTION, { method, headers: { origin, 'x-request-id': id } });
    const [first, second] = [await askFrom(one, 'first'), await askFrom(two, 'second')];
    const ageless = { 'cache-control': expect.stringMatching(/^private, max-age=\d+$/), date: expect.anything() };
    expect(first.headers).toMatchObject({
      'access-control-allow-origin': one,
      'x-request-id': 'first',
      'x-content-type-options': 'nosniff',
      vary: `${method === 'GET' ? 'Accept, Authorization, X-LivePerson-Account-Id, x-operation-cost, x-fresh-read, ' : ''}Accept-Encoding, Origin`,
    });
    const own = { 'access-control-allow-origin': two, 'x-request-id': 'second' };
    expect(second.headers).toEqual({ ...first.headers, ...ageless, ...own });
    expect(await ways()).toEqual(ONE_RUN);
  });

  it.each([
    ['requestsPerMinute', 2],
    ['costPerMinute', 20],
  ])('counts for the quota %s', async (quota, maximum) => {
    const key = await signingKey('key-1');
    const callers = jwtCallers(await startIssuer(key));
    const { ask, ways } = await startAnswering({ config: { callers, quotas: { [quota]: maximum } } });
    const headers = { authorization: `Bearer ${await key.sign({ scope: 'analytics:read' })}` };
    const statuses = [];
    for (const _ of [1, 2, 3]) statuses.push((await ask(ANALYTICS, { headers })).status);
    expect(statuses).toEqual([200, 200, 429]);
    expect(await ways()).toEqual(ONE_RUN);
  });

  it('costs its caller none of the upstream calls that it may make', async () => {
    const key = await signingKey('key-1');
    const callers = jwtCallers(await startIssuer(key));
    const { ask } = await startAnswering({ config: { callers, quotas: { upstreamCallsPerMinute: 2 } } });
    const headers = { authorization: `Bearer ${await key.sign({ scope: 'analytics:read' })}` };
    for (const _ of [1, 2, 3, 4]) expect((await ask(ANALYTICS, { headers })).status).toBe(200);
  });

  it.each<[string, Parameters<Awaited<ReturnType<typeof startAnswering>>['ask']>]>([
    ['variables in another order', [{ ...QUESTION, variables: { campaign: 'c1', account: '12345678' } }]],
    ['other white space', ['', { body: JSON.stringify(QUESTION, null, 2) }]],
    [
      'parameters in another order',
      ['', { body: JSON.stringify({ variables: VARIABLES, operationName: 'Named', query: NAMED }) }],
    ],
    ['extensions that say nothing', [{ ...QUESTION, extensions: { client: 'x' } }]],
    ['a GET', [QUESTION, { method: 'GET' }]],
    ['another Accept that gets the same type', [QUESTION, { headers: { accept: 'text/html, application/json' } }]],
    ['another deadline', [QUESTION, { headers: { 'x-request-timeout-ms': '5000' } }]],
  ])('is sent to a request with %s, twice', async (_, question) => {
    const { ask, ways } = await startAnswering();
    const { bytes } = await ask(QUESTION);
    expect((await ask(...question)).bytes).toEqual(bytes);
    expect(await ways()).toEqual(ONE_RUN);
    expect((await ask(...question)).bytes).toEqual(bytes);
    expect(await ways()).toEqual({ ...ONE_RUN, ready: 2 });
  });

  it.each<[string, Parameters<Awaited<ReturnType<typeof startAnswering>>['ask']>]>([
    ['another operation of its document', [{ ...QUESTION, operationName: 'Other' }]],
    ['other variables', [{ ...QUESTION, variables: { ...VARIABLES, campaign: 'c2' } }]],
    ['one more variable', [{ ...QUESTION, variables: { ...VARIABLES, more: null } }]],
    ['another document', [{ ...QUESTION, query: `${NAMED} ` }]],
    ['another response type', [QUESTION, { headers: { accept: 'application/graphql-response+json' } }]],
    ['the wish to know its cost', [QUESTION, { headers: { 'x-operation-cost': 'include' } }]],
  ])('is not sent to a request with %s', async (_, question) => {
    const { ask, ways } = await startAnswering();
    await ask(QUESTION);
    expect((await ask(...question)).json.errors).toBeUndefined();
    expect(await ways()).toEqual(TWO_RUNS);
  });

  const CALLER: TestCaller = { scopes: ['analytics:read', 'transactions:read'], accountIds: ['12345678', '1'] };

  it.each<[string, TestCaller]>([
    ['the same rights', CALLER],
    ['them in another order', { ...CALLER, accountIds: ['1', '12345678', '1'] }],
  ])('is sent to a caller with %s', async (_, caller) => {
    const { ask, ways } = await startAnswering({ more: { authenticator: BY_HEADERS } });
    await ask(QUESTION, { headers: headersOf(CALLER) });
    await ask(QUESTION, { headers: headersOf(caller) });
    expect(await ways()).toEqual(ONE_RUN);
  });

  it.each<[string, TestCaller]>([
    ['more scopes', { ...CALLER, scopes: ['analytics:read', 'transactions:read', 'pii:read'] }],
    ['fewer scopes', { ...CALLER, scopes: ['analytics:read'] }],
    ['more accounts', { ...CALLER, accountIds: ['12345678', '1', '2'] }],
    ['fewer accounts', { ...CALLER, accountIds: ['12345678'] }],
    ['another account', { ...CALLER, accountIds: ['12345678', '2'] }],
    ['all accounts', { scopes: ['analytics:read', 'transactions:read'] }],
  ])('is not sent to a caller with %s', async (_, caller) => {
    const { ask, ways } = await startAnswering({ more: { authenticator: BY_HEADERS } });
    await ask(QUESTION, { headers: headersOf(CALLER) });
    await ask(QUESTION, { headers: headersOf(caller) });
    expect(await ways()).toEqual(TWO_RUNS);
  });

  it('is not sent to a caller with its own LE bearer token, unless it has that of before', async () => {
    const { ask, upstream, ways } = await startAnswering({ config: { callers: { mode: 'leBearer' } } });
    const askAs = (token: string) => ask(ANALYTICS, { headers: { authorization: `Bearer ${token}` } });
    await askAs('one');
    await askAs('two');
    expect(upstream.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer one', 'Bearer two']);
    expect(await ways()).toEqual(TWO_RUNS);
    await askAs('one');
    await askAs('two');
    expect(upstream.requests).toHaveLength(2);
    expect(await ways()).toEqual({ ...TWO_RUNS, ready: 2 });
  });

  it('of one account is not that of another, for an LE bearer token that names both', async () => {
    const upstream = await startUpstream(() => ({ json: analyticsAnswer([]) }));
    const accounts = ['12345678', '87654321'].map((accountId) => accountAt(upstream.url, { accountId }));
    const { ask } = await startAnswering({ upstream, config: { accounts, callers: { mode: 'leBearer' } } });
    const askIn = async (account: string) => {
      const headers = { authorization: 'Bearer one', 'x-liveperson-account-id': account };
      return (
        await ask('{ accounts { accountId campaign(campaignId: "c1") { analytics { fetchedAt } } } }', { headers })
      ).json;
    };
    for (const account of ['12345678', '87654321', '12345678']) {
      expect((await askIn(account)).data.accounts).toMatchObject([{ accountId: account }]);
    }
    expect(upstream.requests).toHaveLength(2);
  });
});

describe('a ready answer to a trusted document', () => {
  const startTrusting = (mode: string) =>
    startAnswering({ config: { documents: { mode, manifest: configPath({ [sha1(ANALYTICS)]: ANALYTICS }) } } });
  const BY_ID = { documentId: sha1(ANALYTICS) };
  const APOLLO = { extensions: { persistedQuery: { version: 1, sha256Hash: sha256(ANALYTICS) } } };

  it.each([
    ['the text', ANALYTICS],
    ['both', { query: ANALYTICS, ...BY_ID }],
    ["Apollo's hash", APOLLO],
  ])('is sent to who asks by %s', async (_, question) => {
    const { ask, ways } = await startTrusting('prefer');
    await ask(BY_ID);
    await ask(question);
    expect(await ways()).toEqual(ONE_RUN);
  });

  it('is not sent to who asks by its text where the id is required', async () => {
    const { ask } = await startTrusting('only');
    const first = await ask(BY_ID);
    for (const _ of [1, 2]) {
      expect((await ask(ANALYTICS)).json.errors).toMatchObject([{ extensions: { code: 'DOCUMENT_REQUIRED' } }]);
    }
    expect((await ask(BY_ID)).bytes).toEqual(first.bytes);
  });

  it('is not sent to who asks by its id and another text', async () => {
    const { ask } = await startTrusting('prefer');
    await ask(BY_ID);
    const { json } = await ask({ ...BY_ID, query: ANALYTICS.replace('totals', '__typename totals') });
    expect(json.errors).toMatchObject([{ extensions: { code: 'DOCUMENT_MISMATCH' } }]);
  });
});
