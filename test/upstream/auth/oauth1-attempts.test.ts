import { describe, expect, it } from 'vitest';
import { baseString, hmacSha1, oauthParameters } from '../../support/oauth1.ts';
import { testCall, testUpstreams } from '../../support/sender.ts';
import { startUpstream } from '../../support/upstream.ts';
import { analyticsAnswer } from '../../support/wire.ts';

const RANGE = { startMs: 1_773_100_800_000, endMs: 1_773_187_200_000 };

describe('an OAuth 1 request over a socket', () => {
  it.each([429, 500])('has a nonce of its own when it is repeated after %i', async (status) => {
    const upstream = await startUpstream((_, index) =>
      index < 2 ? { status, json: { message: 'not now' } } : { json: analyticsAnswer([]) },
    );
    const retry = { rateLimitedMs: [1, 1], unavailableMs: [1, 1], unreachableMs: [] };
    const apis = testUpstreams(upstream.url, undefined, retry);
    await apis.outboundReporting.fetchCampaignAnalytics('c1', testCall());
    const nonces = upstream.requests.map(({ headers }) => oauthParameters(headers.authorization).oauth_nonce);
    expect(new Set(nonces).size).toBe(3);
    expect(nonces.every((nonce) => /^[0-9a-f]{32}$/.test(nonce ?? ''))).toBe(true);
  });

  it('verifies against the path and query that went out, trailing slash and all', async () => {
    const upstream = await startUpstream(() => ({ json: analyticsAnswer([]) }));
    const apis = testUpstreams(upstream.url);
    const filter = { channels: [], skills: ['billing'] };
    await apis.outboundReporting.fetchAnalytics({ app: 'PROACTIVE_MESSAGING', range: RANGE, filter }, testCall());
    const [seen] = upstream.requests;
    const header = seen?.headers.authorization;
    expect(seen?.path).toContain('/analytics/?attemptedStartTime=');
    expect(oauthParameters(header).oauth_signature).toBe(
      hmacSha1(baseString('POST', `${upstream.url}${seen?.path}`, header), 'consumer-secret', 'token-secret'),
    );
  });
});
