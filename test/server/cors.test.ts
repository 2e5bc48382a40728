import { describe, expect, it } from 'vitest';
import { gatewayConfig } from '../../src/config/config.ts';
import { errorsOf } from '../support/config.ts';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { startHeldUpstream } from '../support/held-upstream.ts';
import { startProduction } from '../support/production.ts';

const APP = 'https://app.example.com';
const OTHER = 'https://evil.example.com';
const TWO = { origins: [APP, 'http://localhost:3000'] };

/** The headers of an answer that have to do with origins. */
function corsOf({ headers }: Response): Record<string, string> {
  const variesByOrigin = /\bOrigin\b/.test(headers.get('vary') ?? '');
  const control = [...headers].filter(([name]) => name.startsWith('access-control-'));
  return { ...Object.fromEntries(control), ...(variesByOrigin && { vary: 'Origin' }) };
}

async function asked(cors: Record<string, unknown> | undefined, origin: string | null, init: RequestInit = {}) {
  const url = await startProduction(cors && { web: { cors } });
  const headers = { 'content-type': 'application/json', ...(origin !== null && { origin }), ...init.headers };
  return fetch(url, { method: 'POST', body: '{"query":"{ __typename }"}', ...init, headers });
}

const preflight = (cors: Record<string, unknown> | undefined, origin: string) =>
  asked(cors, origin, {
    method: 'OPTIONS',
    body: null,
    headers: { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type,x-other' },
  });

describe('a page of another origin', () => {
  it('is let through nowhere unless the configuration says so', async () => {
    expect(corsOf(await asked(undefined, APP))).toEqual({});
    const answer = await preflight(undefined, APP);
    expect(answer.status).toBe(204);
    expect(corsOf(answer)).toEqual({});
  });

  it('may read answers when it is named', async () => {
    const answer = await asked(TWO, APP);
    expect(corsOf(answer)).toEqual({
      'access-control-allow-origin': APP,
      'access-control-expose-headers':
        'Retry-After, X-Request-Id, X-Fresh-Read, X-Export-Redacted, Cache-Control, ETag',
      vary: 'Origin',
    });
    expect(await answer.json()).toEqual({ data: { __typename: 'Query' } });
  });

  it('may send a preflight request, which lists what it may send', async () => {
    const answer = await preflight(TWO, 'http://localhost:3000');
    expect([answer.status, await answer.text()]).toEqual([204, '']);
    expect(corsOf(answer)).toEqual({
      'access-control-allow-origin': 'http://localhost:3000',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': expect.stringContaining('Content-Type, Authorization, Cache-Control'),
      'access-control-max-age': '600',
      vary: 'Origin',
    });
    const allowed = answer.headers.get('access-control-allow-headers');
    for (const name of ['X-Request-Timeout-Ms', 'GraphQL-Require-Preflight', 'X-Operation-Cost', 'X-Fresh-Read']) {
      expect(allowed).toContain(name);
    }
    expect(allowed).not.toContain('x-other');
  });

  it.each([
    'apollographql-client-name',
    'apollographql-client-version',
    'graphql-client-name',
    'graphql-client-version',
    'baggage',
    'sentry-trace',
    'traceparent',
    'tracestate',
    'X-Request-Id',
  ])('may send what clients and tracing add by themselves: %s', async (name) => {
    const { headers } = await preflight(TWO, APP);
    expect(headers.get('access-control-allow-headers')?.split(', ')).toContain(name);
  });

  it('may send further headers that are named, beside the usual ones', async () => {
    const { headers } = await preflight({ ...TWO, allowedHeaders: ['X-Team', 'x_tenant.id'] }, APP);
    expect(headers.get('access-control-allow-headers')).toMatch(/^Content-Type, .*, X-Team, x_tenant\.id$/);
    expect(corsOf(await preflight({ ...TWO, allowedHeaders: ['X-Team'] }, OTHER))).toEqual({ vary: 'Origin' });
  });

  it.each([OTHER, 'null', `${APP}.evil.net`, `${APP}:444`, 'http://app.example.com', '', 'HTTPS://APP.EXAMPLE.COM'])(
    'gets nothing when it is not: %o',
    async (origin) => {
      expect(corsOf(await preflight(TWO, origin))).toEqual({ vary: 'Origin' });
      expect(corsOf(await asked({ origins: [APP] }, origin))).toEqual({ vary: 'Origin' });
    },
  );

  it('may be any, without a word about which', async () => {
    expect(corsOf(await asked({ origins: ['*'] }, OTHER))).toMatchObject({ 'access-control-allow-origin': '*' });
    expect(corsOf(await asked({ origins: ['*'] }, OTHER))).not.toHaveProperty('vary');
  });

  it('may send cookies along when the configuration says so', async () => {
    const cors = { ...TWO, credentials: true, maxAgeSeconds: 5 };
    expect(corsOf(await asked(cors, APP))).toMatchObject({ 'access-control-allow-credentials': 'true' });
    expect(corsOf(await preflight(cors, APP))).toMatchObject({
      'access-control-allow-credentials': 'true',
      'access-control-max-age': '5',
    });
    expect(corsOf(await preflight(cors, OTHER))).toEqual({ vary: 'Origin' });
  });

  it('may read refusals, too', async () => {
    const refused = await asked(TWO, APP, { headers: { 'content-type': 'text/plain' } });
    expect(refused.status).toBe(415);
    expect(corsOf(refused)).toMatchObject({ 'access-control-allow-origin': APP });
  });

  it('may read that the gateway is overloaded, and can still send a preflight request', async () => {
    const upstream = await startHeldUpstream({});
    const web = { cors: TWO };
    const door = { concurrency: 1, queue: 0 };
    const { url, query } = await startTestGateway({ accounts: [accountAt(upstream.url)], web, door });
    const inside = query('{ account(accountId: "12345678") { handoffs { nodes { name } } } }');
    await upstream.came(1);
    const headers = { origin: APP, 'content-type': 'application/json' };
    const refused = await fetch(url, { method: 'POST', headers });
    expect(refused.status).toBe(503);
    expect(corsOf(refused)).toMatchObject({ 'access-control-allow-origin': APP });
    expect((await fetch(url, { method: 'OPTIONS', headers: { origin: APP } })).status).toBe(204);
    upstream.release();
    await inside;
  });
});

describe('web.cors', () => {
  const errors = (cors: Record<string, unknown>) => {
    const accounts = [{ accountId: '1', credentials: { bearer: 'b' } }];
    return errorsOf(() => gatewayConfig({ accounts, callers: { mode: 'none' }, web: { cors } }));
  };
  const ORIGIN = 'must be an origin as browsers send it, for example "https://app.example.com", or "*"';

  it.each([
    'app.example.com',
    'https://app.example.com/',
    'https://app.example.com/path',
    'https://app.example.com:443',
    'https://App.example.com',
    'https://*.example.com',
    'https://user@app.example.com',
    'ftp://app.example.com',
    'null',
    '',
  ])('takes no %o for an origin', (origin) => {
    expect(errors({ origins: [APP, origin] })).toEqual([`web.cors.origins[1]: ${ORIGIN}`]);
  });

  it.each(['', '*', 'X Team', 'X-Team:', 'X-Team, X-Other', 'X-Größe', 'X-Team\r\nSet-Cookie'])(
    'takes no %j for a header',
    (name) => {
      expect(errors({ origins: [APP], allowedHeaders: ['X-Team', name] })).toEqual([
        'web.cors.allowedHeaders[1]: must be the name of a header, for example "X-Team"',
      ]);
    },
  );

  it('takes "*" alone only, and without credentials', () => {
    expect(errors({ origins: ['*', APP] })).toEqual(['web.cors.origins: must not combine "*" with other origins']);
    expect(errors({ origins: ['*'], credentials: true })).toEqual([
      'web.cors.credentials: must be false if origins is "*": any page could query the gateway on behalf of its visitor',
    ]);
    expect(errors({ origins: [APP], credentials: true })).toEqual([]);
  });

  it('reports all errors at once', () => {
    expect(errors({ origins: ['x', '*'], maxAgeSeconds: -1, credentials: 1 })).toHaveLength(4);
  });
});

describe('the Vary of an answer', () => {
  it('keeps what one caller got by GET from another who comes to the same browser, and from other origins', async () => {
    const url = await startProduction({ web: { cors: { origins: [APP] } } });
    const headers = { 'graphql-require-preflight': '1', origin: APP };
    const { headers: answered } = await fetch(`${url}?query={__typename}`, { headers });
    expect(answered.get('vary')).toBe(
      'Accept, Authorization, X-LivePerson-Account-Id, x-operation-cost, x-fresh-read, Accept-Encoding, Origin',
    );
  });
});
