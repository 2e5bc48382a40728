import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBaseUrl, type Host, type HostOptions, isLoopback } from '../../../src/upstream/domain/base-url.ts';
import { withLayers } from '../../../src/upstream/http/request.ts';
import { withErrors } from '../../../src/upstream/http/with-errors.ts';
import { failureOf, testCall, testTransport } from '../../support/sender.ts';
import { type Answer, startUpstream } from '../../support/upstream.ts';

const HOSTS: readonly Host[] = ['reporting', 'configuration', 'liveDeflect', 'sentinel'];

/** A Domain API that answers with `answer`, and an account that is looked up there. */
async function startDomainApi(answer: Answer, more: Partial<HostOptions> = {}) {
  const upstream = await startUpstream(() => answer);
  const options = { accountId: '12345678', ...more, endpoints: { ...more.endpoints, domainApi: upstream.url } };
  const baseUrl = createBaseUrl(options, withLayers(testTransport(), [withErrors()]), 1000);
  return { upstream, find: (host: Host) => baseUrl(host, testCall()) };
}

/** The Domain API's answer naming these hosts. */
function naming(hosts: Record<string, string>): Answer {
  const baseURIs = Object.entries(hosts).map(([service, baseURI]) => ({ service, account: '12345678', baseURI }));
  return { json: { baseURIs } };
}

const VIRGINIA = naming({ asyncMessagingEnt: 'va.msg.liveperson.net', sentinel: 'va.sentinel.liveperson.net' });

describe('createBaseUrl', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('takes a configured endpoint before region and Domain API', async () => {
    const endpoints = { domainApi: '', reporting: 'https://reports.example.net/base' };
    const { find, upstream } = await startDomainApi(VIRGINIA, { region: 'lo', endpoints });
    expect(await find('reporting')).toBe('https://reports.example.net/base');
    expect(upstream.requests).toEqual([]);
  });

  it('takes the region before the Domain API', async () => {
    const { find, upstream } = await startDomainApi(VIRGINIA, { region: 'sy' });
    expect(await Promise.all(HOSTS.map(find))).toEqual([
      'https://sy.cx-reporting.liveperson.net',
      'https://sy.handoff.liveperson.net',
      'https://sy.ivrdeflect.liveperson.net',
      'https://sy.sentinel.liveperson.net',
    ]);
    expect(upstream.requests).toEqual([]);
  });

  it('asks the Domain API once for all hosts, also when they are wanted at the same time', async () => {
    const { find, upstream } = await startDomainApi(VIRGINIA);
    expect(await Promise.all([...HOSTS, ...HOSTS].map(find))).toEqual([
      ...['https://va.cx-reporting.liveperson.net', 'https://va.handoff.liveperson.net'],
      ...['https://va.ivrdeflect.liveperson.net', 'https://va.sentinel.liveperson.net'],
      ...['https://va.cx-reporting.liveperson.net', 'https://va.handoff.liveperson.net'],
      ...['https://va.ivrdeflect.liveperson.net', 'https://va.sentinel.liveperson.net'],
    ]);
    expect(upstream.asked()).toEqual(['GET /api/account/12345678/service/baseURI.json?version=1.0']);
  });

  it('asks without credentials', async () => {
    const { find, upstream } = await startDomainApi(VIRGINIA);
    await find('reporting');
    expect(upstream.requests[0]?.headers.authorization).toBeUndefined();
  });

  it('asks again after an hour', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 0 });
    const { find, upstream } = await startDomainApi(VIRGINIA);
    await find('reporting');
    vi.setSystemTime(60 * 60_000 - 1);
    await find('reporting');
    expect(upstream.requests).toHaveLength(1);
    vi.setSystemTime(60 * 60_000);
    await find('reporting');
    expect(upstream.requests).toHaveLength(2);
  });

  it.each([
    ['a suffix of the region', { asyncMessagingEnt: 'va-a.msg.liveperson.net' }, 'va'],
    ['Sentinel alone', { sentinel: 'lo.sentinel.liveperson.net' }, 'lo'],
  ])('reads the region from %s', async (_, hosts, region) => {
    const { find } = await startDomainApi(naming(hosts));
    expect(await find('configuration')).toBe(`https://${region}.handoff.liveperson.net`);
  });

  it.each([
    ['127.0.0.1:4001', 'http://127.0.0.1:4001'],
    ['localhost:4001/', 'http://localhost:4001'],
    ['[::1]:4001', 'http://[::1]:4001'],
    ['va.sentinel.liveperson.net', 'https://va.sentinel.liveperson.net'],
    ['127.0.0.1.example.net', 'https://127.0.0.1.example.net'],
  ])('finds Sentinel at %s by %s', async (sentinel, expected) => {
    const { find } = await startDomainApi(naming({ sentinel }));
    expect(await find('sentinel')).toBe(expected);
  });

  it.each([
    ['lists nothing', { json: {} }],
    ['lists no known region', naming({ asyncMessagingEnt: 'zz.msg.liveperson.net' })],
    ['lists another service only', naming({ agentVep: 'va.agentvep.liveperson.net' })],
  ])('fails with a sentence when the Domain API %s', async (_, answer) => {
    const { find } = await startDomainApi(answer);
    expect(await failureOf(find('reporting'))).toMatchObject({
      code: 'UPSTREAM_NOT_FOUND',
      service: 'DOMAIN_API',
      message:
        'The Domain API returned no region for account 12345678; set its region or endpoints in the configuration.',
      details: { delivery: 'unsent' },
    });
  });

  it('fails with UPSTREAM_NOT_FOUND when the Domain API knows no such account', async () => {
    const { find } = await startDomainApi({ status: 404, json: { message: 'no such site' } });
    expect(await failureOf(find('reporting'))).toMatchObject({ code: 'UPSTREAM_NOT_FOUND', service: 'DOMAIN_API' });
  });

  it.each([
    ['no JSON', { text: '<html>' }, '$'],
    ['no list', { json: { baseURIs: 'va' } }, 'baseURIs'],
    ['a service without a host', { json: { baseURIs: [{ service: 'sentinel' }] } }, 'baseURIs[0].baseURI'],
    ['a host that is none', naming({ sentinel: 'no host' }), 'baseURIs'],
  ])('fails with UPSTREAM_MALFORMED on %s', async (_, answer, malformedPath) => {
    const { find } = await startDomainApi(answer);
    expect(await failureOf(find('sentinel'))).toMatchObject({
      code: 'UPSTREAM_MALFORMED',
      service: 'DOMAIN_API',
      details: { malformedPath },
    });
  });
});

describe('isLoopback', () => {
  it.each([
    ...[['localhost', true] as const, ['127.0.0.1', true] as const, ['127.8.8.8', true] as const],
    ...[['[::1]', true] as const, ['10.0.0.1', false] as const, ['127.0.0.1.example.net', false] as const],
  ])('of %s is %s', (hostname, expected) => {
    expect(isLoopback(hostname)).toBe(expected);
  });
});
