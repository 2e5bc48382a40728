import { describe, expect, it } from 'vitest';
import { failureOf, testCall, testUpstreams } from '../../support/sender.ts';
import { startUpstream } from '../../support/upstream.ts';
import { analyticsAnswer } from '../../support/wire.ts';

const CREDENTIALS = { appJwt: { clientId: 'the-client', clientSecret: 'client-secret' } };

/** Sentinel giving `token-1`, `token-2`, …, and a reporting API that takes only what `takes` says. */
async function startPicky(takes: (authorization: string | undefined) => boolean) {
  let tokens = 0;
  const upstream = await startUpstream(({ path, headers }) => {
    if (path.startsWith('/sentinel/')) {
      tokens += 1;
      return { json: { access_token: `token-${tokens}` } };
    }
    return takes(headers.authorization) ? { json: analyticsAnswer([]) } : { status: 401, json: { error: 'expired' } };
  });
  const { outboundReporting } = testUpstreams(upstream.url, CREDENTIALS);
  const reports = () => upstream.requests.filter(({ path }) => !path.startsWith('/sentinel/'));
  return {
    tokensAsked: () => tokens,
    sent: () => reports().map(({ headers }) => headers.authorization),
    ask: (campaignId = 'c1') => outboundReporting.fetchCampaignAnalytics(campaignId, testCall()),
  };
}

describe('appJwt after a 401', () => {
  it('renews the token once and sends the request once more', async () => {
    const { ask, sent } = await startPicky((authorization) => authorization === 'Bearer token-2');
    await ask();
    expect(sent()).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('keeps the renewed token', async () => {
    const { ask, sent, tokensAsked } = await startPicky((authorization) => authorization === 'Bearer token-2');
    await ask();
    await ask();
    expect(sent()).toEqual(['Bearer token-1', 'Bearer token-2', 'Bearer token-2']);
    expect(tokensAsked()).toBe(2);
  });

  it('renews once for many requests that were refused together', async () => {
    const { ask, tokensAsked } = await startPicky((authorization) => authorization !== 'Bearer token-1');
    await Promise.all(Array.from({ length: 20 }, (_, index) => ask(`c${index}`)));
    expect(tokensAsked()).toBe(2);
  });

  it('fails with UPSTREAM_UNAUTHORIZED of the API after a second 401', async () => {
    const { ask, sent } = await startPicky(() => false);
    expect(await failureOf(ask())).toMatchObject({
      code: 'UPSTREAM_UNAUTHORIZED',
      service: 'OUTBOUND_REPORTING',
      details: { httpStatus: 401, delivery: 'answered' },
    });
    expect(sent()).toEqual(['Bearer token-1', 'Bearer token-2']);
  });
});

describe('a static credential after a 401', () => {
  it('fails with UPSTREAM_UNAUTHORIZED, sent once', async () => {
    const upstream = await startUpstream(() => ({ status: 401, text: 'oauth_problem=token_rejected' }));
    const { outboundReporting } = testUpstreams(upstream.url);
    const error = await failureOf(outboundReporting.fetchCampaignAnalytics('c1', testCall()));
    expect(error.code).toBe('UPSTREAM_UNAUTHORIZED');
    expect(upstream.requests).toHaveLength(1);
  });
});
