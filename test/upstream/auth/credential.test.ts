import { describe, expect, it } from 'vitest';
import { failureOf, testCall, testUpstreams } from '../../support/sender.ts';
import { startUpstream } from '../../support/upstream.ts';
import { analyticsAnswer } from '../../support/wire.ts';

const APP_JWT = { clientId: 'client', clientSecret: 'client-secret' };
const OAUTH1 = { consumerKey: 'key', consumerSecret: 'cs', token: 'token', tokenSecret: 'ts' };
const REPORT = { during: { startMs: 1_773_100_800_000, endMs: 1_773_187_200_000 } };

/** An upstream that takes anything, and the APIs of an account with `credentials` there. */
async function accountWith(credentials: Record<string, unknown>) {
  const upstream = await startUpstream(({ path }) => {
    if (path.startsWith('/sentinel/')) return { json: { access_token: 'app-token' } };
    if (path.includes('getLiveDeflectData')) return { json: { success: 'true', data: {} } };
    return { json: path.includes('/handoffs/') ? [] : analyticsAnswer([]) };
  });
  const schemes = () => upstream.requests.map(({ headers }) => headers.authorization?.split(' oauth')[0]);
  return { upstream, schemes, apis: testUpstreams(upstream.url, credentials) };
}

describe('the credential of Outbound Reporting and Outbound Configuration', () => {
  it.each([
    ['the App JWT before all', { appJwt: APP_JWT, oauth1: OAUTH1, bearer: 'le' }, [undefined, 'Bearer app-token']],
    ['OAuth 1 before a bearer token', { oauth1: OAUTH1, bearer: 'le-token' }, ['OAuth']],
    ['a bearer token alone', { bearer: 'le-token' }, ['Bearer le-token']],
  ])('is %s', async (_, credentials, expected) => {
    const { apis, schemes } = await accountWith(credentials);
    await apis.outboundReporting.fetchCampaignAnalytics('c1', testCall());
    expect(schemes()).toEqual(expected);
  });

  it('is the same for both, the App JWT fetched once', async () => {
    const { apis, schemes } = await accountWith({ appJwt: APP_JWT });
    await apis.outboundReporting.fetchCampaignAnalytics('c1', testCall());
    await apis.outboundConfiguration.fetchHandoffs({ limit: 10, offset: 0 }, testCall());
    expect(schemes()).toEqual([undefined, 'Bearer app-token', 'Bearer app-token']);
  });
});

describe('the credential of LiveDeflect', () => {
  it('is OAuth 1 even where there is an App JWT', async () => {
    const { apis, schemes } = await accountWith({ appJwt: APP_JWT, oauth1: OAUTH1, bearer: 'le-token' });
    await apis.liveDeflect.fetchDeflections(REPORT, testCall());
    expect(schemes()).toEqual(['OAuth']);
  });

  it('fails with a sentence, and without a call, where there is no OAuth 1', async () => {
    const { apis, upstream } = await accountWith({ appJwt: APP_JWT, bearer: 'le-token' });
    const error = await failureOf(apis.liveDeflect.fetchDeflections(REPORT, testCall()));
    expect(error).toMatchObject({
      code: 'UPSTREAM_UNAUTHORIZED',
      service: 'LIVE_DEFLECT',
      message: 'LiveDeflect needs OAuth 1 credentials, and the gateway has none for account 12345678.',
      details: { delivery: 'unsent' },
    });
    expect(upstream.requests).toEqual([]);
  });
});

describe('the credentials of one API', () => {
  const other = (name: string) => ({ ...OAUTH1, consumerKey: name });
  const ask = async (credentials: Record<string, unknown>) => {
    const { apis, upstream } = await accountWith(credentials);
    await apis.outboundReporting.fetchCampaignAnalytics('c1', testCall());
    await apis.outboundConfiguration.fetchHandoffs({ limit: 10, offset: 0 }, testCall());
    await apis.liveDeflect.fetchDeflections(REPORT, testCall());
    return upstream.requests.map(({ headers: { authorization = '' } }) =>
      authorization.replace(/_key="(\w+)".*/, ' $1'),
    );
  };

  it('take the place of those of the account', async () => {
    const credentials = {
      oauth1: OAUTH1,
      outboundReporting: { oauth1: other('reporting') },
      outboundConfiguration: { bearer: 'configuration' },
      liveDeflect: { oauth1: other('deflect') },
    };
    expect(await ask(credentials)).toEqual([
      'OAuth oauth_consumer reporting',
      'Bearer configuration',
      'OAuth oauth_consumer deflect',
    ]);
  });

  it('leave the account’s to the other APIs', async () => {
    expect(await ask({ bearer: 'common', liveDeflect: { oauth1: other('deflect') } })).toEqual([
      'Bearer common',
      'Bearer common',
      'OAuth oauth_consumer deflect',
    ]);
  });

  it('need no credentials of the account', async () => {
    const { apis, schemes } = await accountWith({ liveDeflect: { oauth1: other('deflect') } });
    await apis.liveDeflect.fetchDeflections(REPORT, testCall());
    expect(await failureOf(apis.outboundReporting.fetchCampaignAnalytics('c1', testCall()))).toMatchObject({
      code: 'UPSTREAM_UNAUTHORIZED',
      message:
        'Outbound Reporting needs App JWT, OAuth 1 or bearer credentials, and the gateway has none for account 12345678.',
    });
    expect(schemes()).toEqual(['OAuth']);
  });

  it('are used for no other: a Reporting without OAuth 1 is not asked with the account’s', async () => {
    const { apis, schemes } = await accountWith({ oauth1: OAUTH1, outboundReporting: { bearer: 'reporting' } });
    await apis.outboundReporting.fetchCampaignAnalytics('c1', testCall());
    expect(schemes()).toEqual(['Bearer reporting']);
  });

  it('share one App JWT where they are the same keys, and no other', async () => {
    const fetched = (requests: readonly string[]) => requests.filter((authorization) => authorization === '').length;
    const own = { ...APP_JWT, clientId: 'own' };
    const liveDeflect = { oauth1: OAUTH1 };
    expect(fetched(await ask({ appJwt: APP_JWT, outboundReporting: { appJwt: APP_JWT }, liveDeflect }))).toBe(1);
    expect(fetched(await ask({ appJwt: APP_JWT, outboundReporting: { appJwt: own }, liveDeflect }))).toBe(2);
  });
});
