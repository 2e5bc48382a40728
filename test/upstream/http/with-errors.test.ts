import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type Send, withLayers } from '../../../src/upstream/http/request.ts';
import { UpstreamError } from '../../../src/upstream/http/upstream-error.ts';
import { withErrors } from '../../../src/upstream/http/with-errors.ts';
import { failureOf, readOf, refusingUrl, testCall, testTransport } from '../../support/sender.ts';
import { type Answer, startUpstream } from '../../support/upstream.ts';

/** Asks an upstream that answers so, through `withErrors` over a socket. */
async function answered(answer: Answer, answers: readonly number[] = []) {
  const upstream = await startUpstream(() => answer);
  return withLayers(testTransport(), [withErrors({ answers })])(readOf(upstream.url));
}

/** A `Send` that fails as the network can, but not on this machine. */
function failing(error: unknown) {
  return withLayers(() => Promise.reject(error), [withErrors()])(readOf('https://api.example.net'));
}

describe('withErrors on a status', () => {
  it.each([
    [400, 'UPSTREAM_REJECTED', 'answered'],
    [401, 'UPSTREAM_UNAUTHORIZED', 'answered'],
    [403, 'UPSTREAM_UNAUTHORIZED', 'answered'],
    [404, 'UPSTREAM_NOT_FOUND', 'answered'],
    [405, 'UPSTREAM_REJECTED', 'answered'],
    [429, 'UPSTREAM_RATE_LIMITED', 'answered'],
    [500, 'UPSTREAM_UNAVAILABLE', 'unknown'],
    [502, 'UPSTREAM_UNAVAILABLE', 'unknown'],
    [503, 'UPSTREAM_UNAVAILABLE', 'unknown'],
    [599, 'UPSTREAM_UNAVAILABLE', 'unknown'],
    [302, 'UPSTREAM_MALFORMED', 'unknown'],
  ])('of %i is %s, delivery %s', async (status, code, delivery) => {
    expect(await failureOf(answered({ status, json: {} }))).toMatchObject({
      code,
      service: 'OUTBOUND_REPORTING',
      message: `Outbound Reporting answered with HTTP ${status}.`,
      details: { delivery, httpStatus: status },
    });
  });

  it.each([200, 201, 204])('of %i is an answer', async (status) => {
    expect(await answered({ status, text: '' })).toMatchObject({ status });
  });

  it('is an answer where the operation reads it itself', async () => {
    expect(await answered({ status: 400, json: { success: false } }, [400])).toMatchObject({ status: 400 });
  });

  it('tells the ids, the text and the wait that the upstream gave', async () => {
    const json = { code: 0, requestTraceId: 'trace-1', message: 'slow down' };
    const error = await failureOf(answered({ status: 429, headers: { 'retry-after': '2' }, json }));
    expect(error.details).toEqual({
      delivery: 'answered',
      retry: 'rateLimitedMs',
      breaker: 'success',
      httpStatus: 429,
      upstreamCode: '0',
      requestTraceId: 'trace-1',
      upstreamMessage: 'slow down',
      retryAfterMs: 2000,
    });
  });
});

describe('withErrors on an answer of 200', () => {
  const saysFailure = (json: unknown) => (json as { success?: boolean } | undefined)?.success === false;
  const reading = (answer: Answer) =>
    startUpstream(() => answer).then(({ url }) =>
      withLayers(testTransport(), [withErrors({ saysFailure })])(readOf(url)),
    );

  it('is UPSTREAM_REJECTED where it says that it failed', async () => {
    expect(await failureOf(reading({ json: { success: false, message: 'Unknown siteId' } }))).toMatchObject({
      code: 'UPSTREAM_REJECTED',
      message: 'Outbound Reporting answered that the request failed.',
      details: { delivery: 'answered', httpStatus: 200, upstreamMessage: 'Unknown siteId' },
    });
  });

  it('is an answer, parsed once, where it does not', async () => {
    expect(await reading({ json: { success: true } })).toMatchObject({ status: 200, json: { success: true } });
    expect(await reading({ text: 'no JSON' })).not.toHaveProperty('json');
  });
});

describe('the listener of withErrors', () => {
  it('is told of what it throws, and not of what was thrown below as an UpstreamError', async () => {
    const told: string[] = [];
    const through = (send: Send) =>
      withLayers(send, [withErrors({}, (_, { message }) => told.push(message))])(readOf('https://api.example.net'));
    const refused = new UpstreamError('UPSTREAM_UNAUTHORIZED', 'SENTINEL', 'was told before', { delivery: 'unsent' });
    await expect(through(() => Promise.reject(refused))).rejects.toBe(refused);
    await failureOf(through(() => Promise.reject(Object.assign(new Error('no'), { code: 'ECONNREFUSED' }))));
    await failureOf(through(async () => ({ status: 503, headers: {}, body: '', fetchedAt: 0 })));
    expect(told).toEqual([
      'Outbound Reporting could not be reached (ECONNREFUSED).',
      'Outbound Reporting answered with HTTP 503.',
    ]);
  });
});

describe('withErrors on a failure', () => {
  it('of a refused connection is UPSTREAM_UNREACHABLE, unsent', async () => {
    const send = withLayers(testTransport(), [withErrors()]);
    expect(await failureOf(send(readOf(await refusingUrl(), { family: 'sentinel' })))).toMatchObject({
      code: 'UPSTREAM_UNREACHABLE',
      message: 'Sentinel could not be reached (ECONNREFUSED).',
      details: { delivery: 'unsent' },
    });
  });

  it.each<[string, Answer]>([
    ['a hang-up', (response) => response.socket?.destroy()],
    ['a reset', (response) => response.socket?.resetAndDestroy()],
    [
      'a body that is cut off',
      (response) => response.writeHead(200, { 'content-length': '99' }).write('{', () => response.destroy()),
    ],
  ])('of %s is UPSTREAM_UNREACHABLE, delivery unknown', async (_, answer) => {
    const error = await failureOf(answered(answer));
    expect(error).toMatchObject({ code: 'UPSTREAM_UNREACHABLE', details: { delivery: 'unknown' } });
    expect(error.message).toMatch(/^Outbound Reporting did not complete its answer \([A-Z_]+\)\.$/);
  });

  it('of an invalid HTTP response is UPSTREAM_MALFORMED, delivery unknown', async () => {
    const error = await failureOf(answered((response) => response.socket?.end('220 planted.example.net ESMTP\r\n')));
    expect(error).toMatchObject({ code: 'UPSTREAM_MALFORMED', details: { delivery: 'unknown' } });
    expect(inspect(error, { depth: 9 })).not.toContain('planted');
  });

  it.each([
    ...['ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'],
    ...['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('of %s is UPSTREAM_UNREACHABLE, unsent', async (code) => {
    const error = await failureOf(failing(Object.assign(new Error('for api.example.net'), { code })));
    expect(error).toMatchObject({ code: 'UPSTREAM_UNREACHABLE', details: { delivery: 'unsent' } });
  });

  it('of the deadline is UPSTREAM_TIMEOUT, delivery unknown', async () => {
    const upstream = await startUpstream(() => () => {});
    const send = withLayers(testTransport(), [withErrors()]);
    expect(await failureOf(send(readOf(upstream.url, { call: testCall(20) })))).toMatchObject({
      code: 'UPSTREAM_TIMEOUT',
      message: "Outbound Reporting did not answer before the request's deadline.",
      details: { delivery: 'unknown' },
    });
  });

  it.each([
    ['a bug', new TypeError('x is not a function')],
    ['a bug with a code that is no network failure', Object.assign(new Error('bad'), { code: 'bad-code' })],
  ])('of %s passes through', async (_, bug) => {
    await expect(failing(bug)).rejects.toBe(bug);
  });
});

describe('an UpstreamError', () => {
  const PLANTED = /planted/i;
  const request = {
    headers: { authorization: 'Bearer planted-token', 'x-planted': 'planted' },
    body: '{"a":"planted"}',
  };

  it.each<[string, Answer]>([
    ['a status', { status: 500, headers: { 'x-b': 'planted' }, json: { error: { planted: 'planted' } } }],
    ['a text that quotes its request', { status: 500, json: { message: 'no: {"a":"planted"} token=planted' } }],
    ['a page', { status: 404, text: '<html>planted</html>' }],
    ['ids that are none', { status: 400, json: { code: 'planted planted', requestTraceId: 'planted\n' } }],
    ['a hang-up', (response) => response.socket?.destroy()],
  ])('of %s holds nothing of URL, headers, bodies and token', async (_, answer) => {
    const upstream = await startUpstream(() => answer);
    const send = withLayers(testTransport(), [withErrors()]);
    const error = await failureOf(
      send(readOf(`${upstream.url}/planted?token=planted`, { method: 'POST', ...request })),
    );
    const shown = [
      JSON.stringify(error),
      `${error}`,
      error.stack,
      inspect(error, { depth: 9, showHidden: true }),
    ].join();
    expect(shown).not.toMatch(PLANTED);
    expect(shown).not.toContain(upstream.url);
    expect(error.cause).toBeUndefined();
  });
});
