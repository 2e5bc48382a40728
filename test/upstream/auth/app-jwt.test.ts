import { SignJWT } from 'jose';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { UpstreamFailure } from '../../../src/upstream/traffic/upstream-failure.ts';
import { accountAt, startTestGateway } from '../../support/gateway.ts';
import { failureOf, testCall, testUpstreams } from '../../support/sender.ts';
import { type Answer, startUpstream } from '../../support/upstream.ts';
import { analyticsAnswer } from '../../support/wire.ts';

const CREDENTIALS = { appJwt: { clientId: 'the-client', clientSecret: 'c+s/cret&' } };
const MINUTE_MS = 60_000;

/** A token as Sentinel's, good for `seconds` from now. */
function jwt(seconds: number): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ scope: 'msg.consumer' })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer('Sentinel')
    .setIssuedAt(now)
    .setExpirationTime(now + seconds)
    .sign(new Uint8Array(32));
}

/** Sentinel and reporting in one; `token` answers the index-th token request. */
async function startSentinel(token: (index: number) => Answer | Promise<Answer>) {
  let index = 0;
  const upstream = await startUpstream(({ path }) =>
    path.startsWith('/sentinel/') ? token(index++) : { json: analyticsAnswer([]) },
  );
  const { outboundReporting } = testUpstreams(upstream.url, CREDENTIALS);
  return {
    upstream,
    tokensAsked: () => index,
    ask: (campaignId = 'c1', call = testCall()) => outboundReporting.fetchCampaignAnalytics(campaignId, call),
  };
}

describe('appJwt', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('asks for a token in the documented form, and sends it', async () => {
    const token = await jwt(3600);
    const { upstream, ask } = await startSentinel(() => ({ json: { access_token: token, token_type: 'Bearer' } }));
    await ask();
    const [tokenRequest, report] = upstream.requests;
    expect(upstream.asked()[0]).toBe(
      'POST /sentinel/api/account/12345678/app/token?v=1.0&grant_type=client_credentials',
    );
    expect(tokenRequest?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(tokenRequest?.headers.authorization).toBeUndefined();
    expect(tokenRequest?.body).toBe('client_id=the-client&client_secret=c%2Bs%2Fcret%26');
    expect(report?.headers.authorization).toBe(`Bearer ${token}`);
  });

  it('asks once for 50 requests at the same time', async () => {
    const { ask, tokensAsked } = await startSentinel(async () => ({ json: { access_token: await jwt(3600) } }));
    await Promise.all(Array.from({ length: 50 }, (_, index) => ask(`c${index}`)));
    expect(tokensAsked()).toBe(1);
  });

  it.each([
    ['an hour', 3600, 55 * MINUTE_MS],
    ['ten minutes', 600, 8 * MINUTE_MS],
  ])('keeps a token of %s until shortly before its exp', async (_, seconds, keptMs) => {
    const start = Date.parse('2026-03-15T12:00:00.000Z');
    vi.useFakeTimers({ toFake: ['Date'], now: start });
    const { ask, tokensAsked } = await startSentinel(async () => ({ json: { access_token: await jwt(seconds) } }));
    await ask();
    vi.setSystemTime(start + keptMs - 1);
    await ask();
    expect(tokensAsked()).toBe(1);
    vi.setSystemTime(start + keptMs);
    await ask();
    expect(tokensAsked()).toBe(2);
  });

  it.each([
    ['the life that is stated beside it', { access_token: 'opaque', expires_in: 100 }, 80_000],
    ['ten minutes when nothing is stated', { access_token: 'opaque' }, 8 * MINUTE_MS],
  ])('gives a token that is no JWT %s', async (_, json, keptMs) => {
    const start = Date.parse('2026-03-15T12:00:00.000Z');
    vi.useFakeTimers({ toFake: ['Date'], now: start });
    const { ask, tokensAsked } = await startSentinel(() => ({ json }));
    await ask();
    vi.setSystemTime(start + keptMs - 1);
    await ask();
    expect(tokensAsked()).toBe(1);
    vi.setSystemTime(start + keptMs);
    await ask();
    expect(tokensAsked()).toBe(2);
  });

  it.each([
    ['HTML', { text: '<html>' }, '$'],
    ['no access_token', { json: { token_type: 'Bearer' } }, 'access_token'],
    ['an empty access_token', { json: { access_token: '' } }, 'access_token'],
  ])('fails with UPSTREAM_MALFORMED of Sentinel on %s', async (_, answer, malformedPath) => {
    const { ask } = await startSentinel(() => answer);
    expect(await failureOf(ask())).toMatchObject({
      code: 'UPSTREAM_MALFORMED',
      service: 'SENTINEL',
      details: { malformedPath },
    });
  });

  it('does not keep a failure', async () => {
    const { ask, tokensAsked } = await startSentinel(async (index) =>
      index === 0 ? { status: 400, json: {} } : { json: { access_token: await jwt(3600) } },
    );
    expect(await failureOf(ask())).toMatchObject({ code: 'UPSTREAM_REJECTED', service: 'SENTINEL' });
    await ask();
    expect(tokensAsked()).toBe(2);
  });

  it('repeats a failing token fetch by the table once, not once more per request', async () => {
    const { ask, upstream, tokensAsked } = await startSentinel(() => ({ status: 503, text: 'down' }));
    expect(await failureOf(ask())).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', service: 'SENTINEL' });
    expect(tokensAsked()).toBe(2);
    expect(upstream.requests).toHaveLength(tokensAsked());
  });

  it('goes on with a fetch whose first caller has left', async () => {
    const gate = Promise.withResolvers<Answer>();
    const { ask, tokensAsked, upstream } = await startSentinel(() => gate.promise);
    const client = new AbortController();
    const left = ask('c1', testCall(5000, client.signal));
    const stayed = ask('c2');
    client.abort();
    await expect(left).rejects.toMatchObject({ name: 'AbortError' });
    gate.resolve({ json: { access_token: await jwt(3600) } });
    await stayed;
    expect(tokensAsked()).toBe(1);
    expect(upstream.asked().slice(1)).toEqual(['GET /api/account/12345678/app/prmsg/campaigns/c2/analytics/']);
  });

  it('ends a wait for a token at the deadline with UPSTREAM_TIMEOUT of Sentinel', async () => {
    const { ask } = await startSentinel(() => () => {});
    expect(await failureOf(ask('c1', testCall(30)))).toMatchObject({ code: 'UPSTREAM_TIMEOUT', service: 'SENTINEL' });
  });
});

describe('a token that has expired on arrival', () => {
  /** A gateway over a Sentinel whose clock is an hour behind, and a reporting API that answers so. */
  async function startBehind(report: Answer) {
    let issued = 0;
    const upstream = await startUpstream(async ({ path }) => {
      if (!path.startsWith('/sentinel/')) return report;
      issued += 1;
      return { json: { access_token: await jwt(-60) } };
    });
    const failures: UpstreamFailure[] = [];
    const account = accountAt(upstream.url, { credentials: CREDENTIALS });
    const gateway = await startTestGateway({ accounts: [account] }, undefined, undefined, {
      onUpstreamFailure: (failure) => failures.push(failure),
    });
    const ask = (id: string) =>
      gateway.query(`{ account(accountId: "12345678") { campaign(campaignId: "${id}") { analytics { fetchedAt } } } }`);
    return { ask, failures, issued: () => issued };
  }

  it('is used, and reported once', async () => {
    const { ask, failures, issued } = await startBehind({ json: analyticsAnswer([]) });
    for (const id of ['c1', 'c2', 'c3']) expect((await ask(id)).errors).toBeUndefined();
    expect(issued()).toBe(1);
    expect(failures).toMatchObject([
      {
        service: 'SENTINEL',
        code: 'UPSTREAM_UNAUTHORIZED',
        reason: expect.stringContaining("issued a token that has already expired by the gateway's clock"),
      },
    ]);
  });

  it('costs one token call and one refusal in half a minute if it is refused', async () => {
    const { ask, issued, failures } = await startBehind({ status: 401, json: { error: 'jwt expired' } });
    for (const id of ['c1', 'c2', 'c3']) {
      const { errors } = await ask(id);
      expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAUTHORIZED', service: 'SENTINEL' } }]);
      expect(errors?.[0]?.message).toMatch(/expired by the gateway's clock; the gateway asks for another in \d+ s\.$/);
    }
    expect(issued()).toBe(1);
    expect(failures).toHaveLength(1);
  });
});
