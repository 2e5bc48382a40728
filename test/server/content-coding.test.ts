import { randomBytes } from 'node:crypto';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Coding, codingFor } from '../../src/server/content-coding.ts';
import { bodyIn } from '../../src/server/representation.ts';
import { startAnswering } from '../support/answering.ts';
import { HANDOFFS } from '../support/freshness.ts';
import { madeAnswer } from '../support/made-answer.ts';
import { handoffRow } from '../support/wire.ts';

const DECODE: Readonly<Record<Coding, (bytes: Buffer) => Buffer>> = {
  zstd: zstdDecompressSync,
  br: brotliDecompressSync,
  gzip: gunzipSync,
};
const CODINGS: readonly Coding[] = ['zstd', 'br', 'gzip'];

const NAMES = HANDOFFS.replace('handoffId', 'name');

/** A gateway whose answer to `NAMES` has a body of about so many bytes. */
const startWith = (length: number, config: Record<string, unknown> = {}) =>
  startAnswering({ answer: () => ({ json: [handoffRow('h1', { name: 'ab'.repeat(length / 2) })] }), config });

const accepting = (coding: string) => ({ headers: { 'accept-encoding': coding } });

describe('codingFor', () => {
  it.each<[string | undefined, Coding | null]>([
    [undefined, null],
    ['', null],
    [',', null],
    ['identity', null],
    ['gzip', 'gzip'],
    ['x-gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['deflate', null],
    ['deflate, compress, made-up', null],
    ['deflate, gzip', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['gzip, deflate, br, zstd', 'zstd'],
    ['zstd,br,gzip', 'zstd'],
    ['gzip;q=1.0, br;q=0.9, zstd;q=0.8', 'gzip'],
    ['gzip;q=0.5,br;q=0.6', 'br'],
    ['gzip;q=0.001', 'gzip'],
    ['gzip ; Q=0.5 , BR ; q=0.4', 'gzip'],
    ['gzip;q=0', null],
    ['gzip;q=0.000, br', 'br'],
    ['*', 'zstd'],
    ['*;q=0', null],
    ['*;q=0.5, gzip', 'gzip'],
    ['*;q=0.5, gzip;q=0.4', 'zstd'],
    ['*, zstd;q=0', 'br'],
    ['*;q=0, gzip', 'gzip'],
    ['identity;q=0', null],
    ['identity;q=0, br', 'br'],
    ['identity;q=0, *', 'zstd'],
    ['identity;q=0.5, gzip;q=1', 'gzip'],
    ['identity, gzip;q=0.5', null],
    ['identity, gzip', 'gzip'],
    ['gzip;q=x', null],
    ['gzip;q=', null],
    ['gzip;q=-1', null],
    ['gzip;q=x, br;q=0.1', 'br'],
    ['gzip;q=2, br', 'br'],
    ['gzip;level=9;q=0', null],
  ])('of %o is %s', (header, coding) => {
    expect(codingFor(header)).toBe(coding);
    expect(codingFor(header)).toBe(coding);
  });

  it('is right after very many other headers', () => {
    for (let index = 0; index < 3000; index += 1) codingFor(`made-up-${index}, br`);
    expect([codingFor('gzip'), codingFor('br'), codingFor('made-up-1')]).toEqual(['gzip', 'br', null]);
  });
});

describe('a response', () => {
  it.each(CODINGS)('is the same bytes in %s, made by a run and ready', async (coding) => {
    const { ask, ways } = await startWith(5000);
    const plain = await ask(NAMES, accepting('identity'));
    expect(plain.headers['content-encoding']).toBeUndefined();
    const coded = [await ask(NAMES, accepting(coding)), await ask(NAMES, accepting(coding))];
    for (const { headers, bytes } of coded) {
      expect(headers).toMatchObject({
        'content-encoding': coding,
        'content-type': plain.headers['content-type'],
        'content-length': String(bytes.length),
        vary: 'Accept-Encoding',
      });
      expect(bytes.length).toBeLessThan(plain.bytes.length / 5);
      expect(DECODE[coding](bytes)).toEqual(plain.bytes);
    }
    expect(await ways()).toEqual({ run: 1, ready: 2, shared: 0 });
  });

  it.each([
    [800, undefined],
    [1200, 'br'],
  ])('of about %i bytes is in %s, because a small one fits into one packet', async (length, coding) => {
    const { ask } = await startWith(length);
    const { headers, bytes } = await ask(NAMES, accepting('br'));
    expect(headers).toMatchObject({ 'content-length': String(bytes.length), vary: 'Accept-Encoding' });
    expect(headers['content-encoding']).toBe(coding);
  });

  it('is not compressed where the configuration leaves that to a proxy', async () => {
    const { ask } = await startWith(5000, { web: { compression: false } });
    const { headers, json } = await ask(NAMES, accepting('zstd, br, gzip'));
    expect([headers['content-encoding'], headers.vary]).toEqual([undefined, undefined]);
    expect(json.data.account.handoffs.nodes[0].name).toHaveLength(5000);
  });

  it('with errors is compressed, too', async () => {
    const { ask } = await startWith(100);
    const fields = Array.from({ length: 10 }, (_, index) => `a${index}: handoffs(first: 0) { nodes { name } }`);
    const { headers, bytes } = await ask(
      `{ account(accountId: "12345678") { ${fields.join(' ')} } }`,
      accepting('gzip'),
    );
    expect(headers).toMatchObject({ 'content-encoding': 'gzip', 'cache-control': 'no-store' });
    expect(JSON.parse(gunzipSync(bytes).toString()).errors).toHaveLength(10);
  });
});

describe('the body of an answer', () => {
  it('is compressed once for all who ask for it at once or later', async () => {
    const { answer } = madeAnswer('x'.repeat(5000));
    const [one, two] = await Promise.all([bodyIn(answer, 'br'), bodyIn(answer, 'br')]);
    expect(two).toBe(one);
    expect(bodyIn(answer, 'br')).toBe(one);
    expect(brotliDecompressSync(one)).toEqual(answer.body);
    expect(gunzipSync(await bodyIn(answer, 'gzip'))).toEqual(answer.body);
  });

  it('stays only as it is if it hardly gets smaller, because a kept answer has no room for it', async () => {
    const { answer } = madeAnswer(randomBytes(4000).toString('base64'));
    const once = await bodyIn(answer, 'gzip');
    const again = bodyIn(answer, 'gzip');
    expect(again).toBeInstanceOf(Promise);
    expect(await again).toEqual(once);
  });
});
