import { describe, expect, it, onTestFinished } from 'vitest';
import { createBaseUrl, type Host, type Region } from '../../src/upstream/domain/base-url.ts';
import { createTransport } from '../../src/upstream/http/transport.ts';
import { sendAlert } from '../support/alert.ts';
import {
  analytics,
  deflections,
  MARCH_10_ANALYTICS,
  MARCH_10_QUERY,
  over,
  PRMSG,
  proactiveAlerts,
  transactions,
} from '../support/ask.ts';
import { startUpstream } from '../support/upstream.ts';
import { analyticsAnswer, transactionsAnswer } from '../support/wire.ts';

const TRACE_ID = '5102ce1f-35bd-4e5e-9bd3-bacdfd28dd3a';

/** The base URL of a host of an account in a region, or, without one, as the Domain API at `domainApi` says. */
async function baseUrlOf(
  host: Host,
  { region, domainApi = 'http://127.0.0.1:1' }: { region?: Region; domainApi?: string },
) {
  const transport = createTransport({ connections: 1, keepAliveMs: 1000, maxResponseBytes: 65_536 });
  onTestFinished(() => transport.close(1000));
  const baseUrl = createBaseUrl({ accountId: '12345678', region, endpoints: { domainApi } }, transport.send, 1000);
  return baseUrl(host, { signal: AbortSignal.timeout(1000), deadlineAt: Date.now() + 1000 });
}

describe('an upstream’s error', () => {
  it.each([
    ['the reporting envelope', { json: { code: 7, requestTraceId: TRACE_ID, message: 'jwt expired' } }, '7', TRACE_ID],
    ['an error text', { json: { error: 'No Authorization Header' } }, undefined, undefined],
    ['an error object', { json: { error: { message: 'bad csrf', internalCode: 10 } } }, '10', undefined],
    ['plain text', { text: 'oauth_problem=signature_invalid' }, undefined, undefined],
  ])('#4 is read from %s and shows none of its text', async (_, body, upstreamCode, requestTraceId) => {
    const { gateway } = await over({ status: 401, ...body });
    const { errors } = await gateway.query(`{ account(accountId: "12345678") { ${deflections('nodes { id }')} } }`);
    expect(errors?.[0]?.message).toBe('LiveDeflect answered with HTTP 401.');
    expect(errors?.[0]?.extensions).toEqual({
      code: 'UPSTREAM_UNAUTHORIZED',
      service: 'LIVE_DEFLECT',
      httpStatus: 401,
      ...(upstreamCode && { upstreamCode }),
      ...(requestTraceId && { requestTraceId }),
    });
  });

  it.each([
    ['error', { json: { success: false, error: 'Failed Compatibility Check' } }, 'Failed Compatibility Check'],
    ['message', { json: { success: false, message: 'No such skill' } }, 'No such skill'],
    ['plain text', { text: 'Not today' }, 'Not today'],
  ])('#4 gives an alert’s reason from %s', async (_, body, reason) => {
    const { gateway } = await over({ status: 400, ...body });
    const { data } = await sendAlert(gateway);
    expect(data.sendProactiveAlert).toMatchObject({ __typename: 'ProactiveAlertRefused', reason });
  });
});

describe('a read with a body', () => {
  it('#15 is a GET whose body is framed', async () => {
    const { ask, upstream } = await over({ json: transactionsAnswer([]) });
    await ask(transactions('nodes { id }', ', filter: { skills: ["billing"] }'));
    expect(upstream.requests[0]).toMatchObject({
      method: 'GET',
      headers: { 'content-length': '22', 'content-type': 'application/json' },
      body: { skills: ['billing'] },
    });
  });

  it('#15 is a POST where the configuration says that a GET’s body would be dropped', async () => {
    const { ask, upstream } = await over(
      ({ path }) => (path.includes('transactions') ? { json: transactionsAnswer([]) } : { text: '' }),
      { account: { readsWithBody: 'POST' } },
    );
    await ask(`${transactions('nodes { id }')} ${proactiveAlerts('nodes { raw }')}`);
    expect(upstream.asked().toSorted()).toEqual([
      `POST ${PRMSG}/transactions/?${MARCH_10_QUERY}`,
      'POST /api/proactiveReporting',
    ]);
  });
});

describe('an answer', () => {
  it('#22 is malformed when it has the documents’ trailing commas', async () => {
    const { ask } = await over({ text: '{ "analytics": [{ "channel": "inapp", "csat": 0, }] }' });
    const { account, codes } = await ask(analytics('rows { skill }'));
    expect(account.analytics).toBeNull();
    expect(codes).toEqual(['UPSTREAM_MALFORMED']);
  });
});

describe('a rate limit', () => {
  it('#28 of an API is waited for, and the request sent again', async () => {
    const { ask, upstream } = await over((_, index) =>
      index === 0 ? { status: 429, json: { code: 0, message: 'slow down' } } : { json: analyticsAnswer([]) },
    );
    const { account, codes } = await ask(analytics('rows { skill }'));
    expect(codes).toEqual([]);
    expect(account.analytics.rows).toEqual([]);
    expect(upstream.requests).toHaveLength(2);
  });
});

describe('the base URL', () => {
  it.each<[Host, Region, string]>([
    ['reporting', 'va', 'https://va.cx-reporting.liveperson.net'],
    ['liveDeflect', 'sy', 'https://sy.ivrdeflect.liveperson.net'],
  ])('#29 of %s in %s is a whole one', async (host, region, expected) => {
    expect(await baseUrlOf(host, { region })).toBe(expected);
  });

  it('#29 can be configured whole, with a path of its own', async () => {
    const upstream = await startUpstream(() => ({ json: analyticsAnswer([]) }));
    const { ask } = await over({ text: '' }, { account: { endpoints: { reporting: `${upstream.url}/proxy/` } } });
    await ask(analytics('rows { skill }'));
    expect(upstream.asked()).toEqual([`GET /proxy${PRMSG}/analytics/?${MARCH_10_ANALYTICS}`]);
  });

  it('#30 of configuration ends in .net', async () => {
    expect(await baseUrlOf('configuration', { region: 'lo' })).toBe('https://lo.handoff.liveperson.net');
  });

  it('#48 without a region is found by a service that the Domain API does name', async () => {
    const baseURIs = [{ service: 'asyncMessagingEnt', account: '12345678', baseURI: 'lo.msg.liveperson.net' }];
    const { url, asked } = await startUpstream(() => ({ json: { baseURIs } }));
    expect(await baseUrlOf('liveDeflect', { domainApi: url })).toBe('https://lo.ivrdeflect.liveperson.net');
    expect(asked()).toEqual(['GET /api/account/12345678/service/baseURI.json?version=1.0']);
  });
});
