import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { alertInput } from '../support/alert.ts';
import { type AskInit, startAnswering } from '../support/answering.ts';
import { MINUTE_MS, START } from '../support/cached-send.ts';
import { ANALYTICS, HANDOFFS } from '../support/freshness.ts';
import { handoffRow } from '../support/wire.ts';

const NAMES = HANDOFFS.replace('handoffId', 'name');
const APP = 'https://app.example.com';

/** A gateway whose answer to `NAMES` is 2 kB of JSON, asked by GET. */
async function startTagging(config: Record<string, unknown> = {}) {
  let version = 1;
  const started = await startAnswering({
    answer: () => ({ json: [handoffRow('h1', { name: `${version}`.repeat(2000) })] }),
    config: { web: { cors: { origins: [APP] } }, ...config },
  });
  const get = (headers: Record<string, string> = {}, question = NAMES) =>
    started.ask(question, { method: 'GET', headers: { 'accept-encoding': 'identity', ...headers } });
  return {
    ...started,
    get,
    tagOf: async (headers: Record<string, string> = {}, question = NAMES) =>
      (await get(headers, question)).headers.etag,
    change() {
      version += 1;
    },
  };
}

const FRESH = { 'x-fresh-read': '1' };

describe('the ETag of an answer to a GET', () => {
  it('is strong, and that of the content', async () => {
    const { tagOf, change, ways } = await startTagging();
    const tag = await tagOf();
    expect(tag).toMatch(/^"[\w-]{20,}"$/);
    expect(await tagOf(FRESH)).toBe(tag);
    expect(await tagOf()).toBe(tag);
    change();
    const other = await tagOf(FRESH);
    expect(other).toMatch(/^"[\w-]{20,}"$/);
    expect(other).not.toBe(tag);
    expect(await ways()).toEqual({ run: 4, ready: 0, shared: 0 });
  });

  it('is the same in other words that have the same content', async () => {
    const { tagOf } = await startTagging();
    expect(await tagOf({}, `${NAMES} `)).toBe(await tagOf());
  });

  it('is another one in each coding', async () => {
    const { tagOf } = await startTagging();
    const tags = [];
    for (const coding of ['identity', 'zstd', 'br', 'gzip']) tags.push(await tagOf({ 'accept-encoding': coding }));
    expect(new Set(tags).size).toBe(4);
    expect(await tagOf({ 'accept-encoding': 'x-gzip' })).toBe(tags[3]);
  });

  it.each<[string, string, AskInit]>([
    ['a POST', NAMES, {}],
    ['errors', '{ account(accountId: "12345678") { handoffs(first: 0) { nodes { name } } } }', { method: 'GET' }],
    ['what is never stored', '{ account(accountId: "12345678") { accountId } }', { method: 'GET' }],
  ])('does not exist for %s, nor does HTTP 304', async (_, question, init) => {
    const { ask, tagOf } = await startTagging();
    for (const tag of ['*', String(await tagOf())]) {
      const { status, headers } = await ask(question, { ...init, headers: { 'if-none-match': tag } });
      expect([status, headers.etag]).toEqual([200, undefined]);
    }
  });
});

describe('If-None-Match', () => {
  it.each<[string, (tag: string) => string]>([
    ['the tag', (tag) => tag],
    ['the tag as a weak one', (tag) => `W/${tag}`],
    ['a list with it', (tag) => `"x", W/${tag} ,"y"`],
    ['*', () => '*'],
  ])('with %s is answered with HTTP 304 and no content', async (_, named) => {
    const { get, tagOf, gateway } = await startTagging();
    const { headers: full } = await get({ origin: APP });
    const tag = String(await tagOf());
    const { status, headers, bytes } = await get({ origin: APP, 'x-request-id': 'again', 'if-none-match': named(tag) });
    expect([status, bytes.length]).toEqual([304, 0]);
    for (const name of ['content-type', 'content-length', 'content-encoding', 'transfer-encoding']) {
      expect(headers[name]).toBeUndefined();
    }
    expect(headers).toMatchObject({
      etag: tag,
      'cache-control': expect.stringMatching(/^private, max-age=\d+$/),
      vary: full.vary,
      'access-control-allow-origin': APP,
      'x-content-type-options': 'nosniff',
      'x-request-id': 'again',
    });
    expect(await get({ origin: APP })).toMatchObject({ status: 200 });
    expect(gateway.lines.find(({ id }) => id === 'again')).toMatchObject({ status: 304, outcome: 'ok' });
  });

  it.each<[string, (tag: string) => string]>([
    ['nothing', () => ''],
    ['another tag', () => '"x"'],
    ['the tag without quotes', (tag) => tag.slice(1, -1)],
    ['the beginning of it', (tag) => `${tag.slice(0, 10)}"`],
    ['more than it', (tag) => `"x${tag.slice(1)}`],
  ])('with %s is answered in full', async (_, named) => {
    const { get, tagOf } = await startTagging();
    const tag = String(await tagOf());
    const { status, bytes } = await get({ 'if-none-match': named(tag) });
    expect(status).toBe(200);
    expect(bytes.length).toBeGreaterThan(2000);
  });

  it.each(['zstd', 'br', 'gzip'])('knows the content in %s', async (coding) => {
    const { get, tagOf } = await startTagging();
    const accepted = { 'accept-encoding': coding };
    const tag = String(await tagOf(accepted));
    const { status, headers, bytes } = await get({ ...accepted, 'if-none-match': tag });
    expect([status, headers.etag, bytes.length]).toEqual([304, tag, 0]);
  });

  it('that names older content is answered in full', async () => {
    const { get, tagOf, change } = await startTagging();
    const tag = String(await tagOf());
    change();
    expect((await get({ 'if-none-match': tag })).status).toBe(304);
    expect((await get({ 'if-none-match': tag, ...FRESH })).status).toBe(200);
    expect((await get({ 'if-none-match': tag })).status).toBe(200);
  });

  it('spares a mutation nothing', async () => {
    const { ask, upstream } = await startTagging();
    const query = 'mutation ($input: SendProactiveAlertInput!) { sendProactiveAlert(input: $input) { __typename } }';
    const send = { query, variables: { input: alertInput() } };
    for (const _ of [1, 2]) expect((await ask(send, { headers: { 'if-none-match': '*' } })).status).toBe(200);
    expect(upstream.requests).toHaveLength(2);
  });
});

describe('the max-age of a ready answer', () => {
  it('counts down, in HTTP 304, too', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: START });
    onTestFinished(() => void vi.useRealTimers());
    const { ask, ways } = await startAnswering({ config: { cache: { campaignsMs: 2 * MINUTE_MS } } });
    const at = async (ms: number, tag?: string) => {
      vi.setSystemTime(START + ms);
      const init = { method: 'GET', headers: tag === undefined ? {} : { 'if-none-match': tag } } as const;
      const { status, headers } = await ask(ANALYTICS, init);
      return [status, headers['cache-control'], headers.etag] as const;
    };
    const [status, age, tag] = await at(0);
    expect([status, age]).toEqual([200, 'private, max-age=120']);
    expect(await at(500)).toEqual([200, 'private, max-age=119', tag]);
    expect(await at(MINUTE_MS, String(tag))).toEqual([304, 'private, max-age=60', tag]);
    expect(await ways()).toEqual({ run: 1, ready: 2, shared: 0 });
  });
});
