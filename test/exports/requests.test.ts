import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { allBut, BY_HEADERS, headersOf } from '../support/callers.ts';
import { configPath } from '../support/config.ts';
import { exportQuery, idsIn, linesOf, startExporting } from '../support/exporting.ts';
import { accountAt } from '../support/gateway.ts';
import { metric } from '../support/metrics.ts';

const CODE = (code: string) => ({ errors: [{ extensions: { code } }] });

describe('a request for an export', () => {
  it.each([
    ['a GET', { method: 'GET', body: null, headers: {} }, 405, 'METHOD_NOT_ALLOWED'],
    ['another Accept', { headers: { accept: 'application/json' } }, 406, 'NOT_ACCEPTABLE'],
    ['another body', { headers: { 'content-type': 'text/plain' } }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('is refused for %s', async (_, init, status, code) => {
    const { gateway } = await startExporting({ perDay: 1 });
    const headers = { 'content-type': 'application/json', ...init.headers };
    const response = await fetch(`${gateway.url}/export`, { method: 'POST', body: '{}', ...init, headers });
    expect([response.status, await response.json()]).toMatchObject([status, CODE(code)]);
  });

  it.each([
    ['no document', { query: undefined }, 400, 'BAD_REQUEST'],
    ['a document that is not GraphQL', { query: '{' }, 400, 'GRAPHQL_PARSE_FAILED'],
    ['a document that is not valid', { query: '{ x }' }, 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['no connection', { query: '{ __typename }' }, 400, 'BAD_USER_INPUT'],
    ['an unknown parameter', { more: 1 }, 400, 'BAD_REQUEST'],
    ['an after that is no text', { after: 1 }, 400, 'BAD_USER_INPUT'],
    ['an after that is no cursor', { after: 'x' }, 400, 'BAD_USER_INPUT'],
    ['an after of an export long ago', { after: '1.x' }, 400, 'BAD_USER_INPUT'],
    ['an after of an export to come', { after: 'zzzzzzzzzz.x' }, 400, 'BAD_USER_INPUT'],
    [
      'a connection that is left out',
      { query: exportQuery().replace(') { nodes', ') @include(if: false) { nodes') },
      404,
      'NOT_FOUND',
    ],
    ['an account that is not there', { query: exportQuery().replace('12345678', '1') }, 404, 'NOT_FOUND'],
  ])('is refused for %s', async (_, body, status, code) => {
    const { post, upstream, gateway } = await startExporting({ perDay: 1 });
    const response = await post(body);
    expect([response.status, await response.json()]).toMatchObject([status, CODE(code)]);
    expect(upstream.requests).toEqual([]);
    expect(gateway.bugs).toEqual([]);
  });

  it('may come from a page of an allowed origin', async () => {
    const origin = 'https://app.example.com';
    const { post, gateway } = await startExporting({ perDay: 1, config: { web: { cors: { origins: [origin] } } } });
    const preflight = await fetch(`${gateway.url}/export`, { method: 'OPTIONS', headers: { origin } });
    expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
    const response = await post({}, { headers: { origin } });
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    await response.text();
  });

  it('is not held back: neither packed, nor stored, nor buffered by a proxy', async () => {
    const { post } = await startExporting({ perDay: 1 });
    const response = await post({}, { headers: { 'accept-encoding': 'gzip' } });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/x-ndjson; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    expect(response.headers.has('content-encoding')).toBe(false);
    await response.text();
  });

  it('may name a trusted document, and must where no other is allowed', async () => {
    const manifest = configPath({ export: exportQuery() });
    const { ids, lines, post } = await startExporting({ config: { documents: { mode: 'only', manifest } } });
    expect(idsIn(await lines({ query: undefined, documentId: 'export' }))).toEqual(ids);
    expect(await (await post()).json()).toMatchObject(CODE('DOCUMENT_REQUIRED'));
  });

  it('takes variables, and the operation by its name', async () => {
    const { ids, lines } = await startExporting();
    const query = `query A { __typename } ${exportQuery('nodes { transactionId }').replace('query Export', 'query B($order: TimeOrder!)').replace('transactions(', 'transactions(order: $order, ')}`;
    const all = await lines({ query, operationName: 'B', variables: { order: 'NEWEST_FIRST' } });
    expect(idsIn(all)).toEqual(ids.toReversed());
    expect(all[0]).toMatchObject({ export: { arguments: { order: 'NEWEST_FIRST' } } });
  });
});

describe('the document of an export', () => {
  it('is refused when it leaves its items out', async () => {
    const { post, gateway } = await startExporting({ perDay: 1 });
    const response = await post({ query: exportQuery('nodes @skip(if: true) { transactionId }') });
    expect([response.status, await response.json()]).toMatchObject([404, CODE('NOT_FOUND')]);
    expect(gateway.bugs).toEqual([]);
  });

  it('may be a subscription, which counts as the query with its fields', async () => {
    const { ids, lines } = await startExporting({ perDay: 3 });
    const all = await lines({ query: exportQuery().replace('query', 'subscription') });
    expect(idsIn(all)).toEqual(ids);
    expect(all.at(-1)).toHaveProperty('done');
  });
});

describe('the rights of an export', () => {
  it('are those of the configuration that is active when a page begins', async () => {
    const { post, gateway, store, upstream } = await startExporting({ perDay: 3000 });
    let reloaded: Promise<unknown> | undefined;
    store.onRequest = () => {
      reloaded ??= gateway.reload({
        accounts: [accountAt(upstream.url)],
        callers: { mode: 'none', scopes: ['configuration:read'] },
      });
    };
    const all = linesOf(await (await post()).text());
    await reloaded;
    expect(all.at(-1)).toMatchObject({ error: { code: 'FORBIDDEN', cursor: expect.any(String) } });
  });

  it('are those of its caller', async () => {
    const { post } = await startExporting({ perDay: 1, more: { authenticator: BY_HEADERS } });
    const response = await post({}, { headers: headersOf({ scopes: allBut('transactions:read') }) });
    expect([response.status, await response.json()]).toMatchObject([403, CODE('FORBIDDEN')]);
  });

  it('hide personal data, and say so in a header and in the lines', async () => {
    const { post } = await startExporting({ perDay: 1, more: { authenticator: BY_HEADERS } });
    const query = exportQuery('nodes { transactionId consumerId }');
    const response = await post({ query }, { headers: headersOf({ scopes: allBut('pii:read') }) });
    expect(response.headers.get('x-export-redacted')).toBe('Transaction.consumerId');
    const text = await response.text();
    expect(text).toContain('"consumerId":null');
    expect(JSON.parse(text.trim().split('\n').at(-1) ?? '')).toMatchObject({
      done: { redacted: ['Transaction.consumerId'] },
    });
  });

  it('end with the caller: one that is no longer known gets no further page', async () => {
    let known = true;
    const authenticator = {
      ...BY_HEADERS,
      async authenticate(headers: Parameters<typeof BY_HEADERS.authenticate>[0]) {
        if (known) return BY_HEADERS.authenticate(headers);
        const { AuthenticationError } = await import('../../src/callers/authentication-error.ts');
        throw new AuthenticationError('UNAUTHENTICATED', 'The token has expired.', 'expired');
      },
    };
    const { lines, store, gateway } = await startExporting({ perDay: 3000, more: { authenticator } });
    store.onRequest = () => {
      known = false;
    };
    const all = await lines();
    expect(all.at(-1)).toMatchObject({ error: { code: 'UNAUTHENTICATED', items: 500 } });
    await expect.poll(() => gateway.lines).toMatchObject([{ outcome: 'failed', items: 500 }]);
  });
});

describe('the limits of an export', () => {
  it('refuse one more of a caller, and one more of all', async () => {
    const slow = { budgets: { transactions: 20 }, exports: { total: 1, perCaller: 1 } };
    const { post } = await startExporting({ perDay: 3000, config: slow });
    const first = await post();
    expect([(await post()).status, first.status]).toEqual([503, 200]);
    await first.body?.cancel();

    const own = await startExporting({ perDay: 3000, config: { ...slow, exports: { total: 2, perCaller: 1 } } });
    const running = await own.post();
    const refused = await own.post();
    expect([refused.status, await refused.json()]).toMatchObject([429, CODE('LIMIT_EXCEEDED')]);
    await running.body?.cancel();
  });

  it('are no places at the door', async () => {
    const config = { budgets: { transactions: 20 }, door: { concurrency: 1, queue: 0 } };
    const { post, gateway } = await startExporting({ perDay: 3000, config });
    const running = await post();
    expect(await gateway.query('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
    await running.body?.cancel();
  });

  it('make it wait when a quota of its caller is used up, instead of ending it', async () => {
    const authenticator = {
      ...BY_HEADERS,
      authenticate: async (headers: Parameters<typeof BY_HEADERS.authenticate>[0]) => ({
        ...(await BY_HEADERS.authenticate(headers)),
        subject: 'ada',
      }),
    };
    const { post, upstream } = await startExporting({
      config: { quotas: { requestsPerMinute: 1 } },
      more: { authenticator },
    });
    const response = await post();
    const reader = response.body?.getReader();
    let text = '';
    while (!text.includes('"progress"')) text += Buffer.from((await reader?.read())?.value ?? []).toString();
    const next = await Promise.race([reader?.read(), sleep(500, 'waits')]);
    expect([next, linesOf(text).at(-1)]).toMatchObject(['waits', { progress: { items: 500 } }]);
    expect((await post()).status).toBe(429);
    const asked = upstream.requests.length;
    await reader?.cancel();
    expect(upstream.requests.length).toBe(asked);
  });

  it('make its pages smaller where a page would cost too much, and count what they cost', async () => {
    const { ids, lines, gateway } = await startExporting({ config: { operations: { cost: 1000 } } });
    const all = await lines();
    expect(idsIn(all)).toEqual(ids);
    await expect.poll(() => gateway.lines).toMatchObject([{ outcome: 'ok', items: ids.length }]);
    expect(gateway.lines[0]?.cost).toBeGreaterThan(1000);
    expect(await metric(gateway, 'gateway_export_items_total')).toBe(ids.length);
    expect(await metric(gateway, 'gateway_exports_total{outcome="ok"}')).toBe(1);
    expect(await metric(gateway, 'gateway_requests_total{outcome="ok"}')).toBe(0);
  });
});
