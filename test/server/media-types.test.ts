import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { startProduction } from '../support/production.ts';

const BODY = JSON.stringify({ query: '{ __typename }' });

/** Status, and code of the first error, of a POST. */
async function posted(headers: Record<string, string>, body: RequestInit['body'] = BODY): Promise<[number, unknown]> {
  const response = await fetch(await startProduction(), { method: 'POST', headers, body: body ?? null });
  const { errors } = (await response.json()) as { errors?: { extensions: { code: unknown } }[] };
  return [response.status, errors?.[0]?.extensions.code];
}

const JSON_TYPE = { 'content-type': 'application/json' };

describe('the body of a POST', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'Application/JSON',
  ])('may be %s', async (type) => {
    expect(await posted({ 'content-type': type })).toEqual([200, undefined]);
  });

  it.each([
    'text/plain',
    'application/graphql',
    'application/graphql+json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=latin1',
    'application/jsonp',
    'application/json, text/plain',
    '',
  ])('may not be %o', async (type) => {
    expect(await posted({ 'content-type': type })).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  it.each(['gzip', 'br', 'identity, gzip', 'x'])('may not be packed by %s', async (encoding) => {
    const headers = { ...JSON_TYPE, 'content-encoding': encoding };
    expect(await posted(headers, gzipSync(BODY))).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  it('may say that it is not packed', async () => {
    expect(await posted({ ...JSON_TYPE, 'content-encoding': 'identity' })).toEqual([200, undefined]);
  });

  it.each([
    ['nothing', ''],
    ['broken JSON', '{"query": "planted'],
    ['a text', '"{ __typename }"'],
    ['null', 'null'],
    ['a batch', `[${BODY},${BODY}]`],
    ['an empty batch', '[]'],
    ['a parameter that is none', '{"query":"{ __typename }","id":"x"}'],
    ['the id of a document, where none are known', '{"query":"{ __typename }","documentId":"x"}'],
  ])('is BAD_REQUEST when it is %s', async (_, body) => {
    expect(await posted(JSON_TYPE, body)).toEqual([400, 'BAD_REQUEST']);
  });

  it('is not quoted when it is broken', async () => {
    const init = { method: 'POST', headers: JSON_TYPE, body: '{"query": "planted' };
    expect(await (await fetch(await startProduction(), init)).json()).toEqual({
      errors: [{ message: 'The body is not JSON.', extensions: { code: 'BAD_REQUEST' } }],
    });
  });
});

describe('Accept', () => {
  it.each(['*/*', 'application/*', 'application/json', 'text/html, application/graphql-response+json;q=0.5'])(
    'of %s is served',
    async (accept) => {
      expect(await posted({ ...JSON_TYPE, accept })).toEqual([200, undefined]);
    },
  );

  it.each([
    'text/html',
    'text/*',
    'multipart/mixed',
    'application/xml, image/*',
    'application/json;q=0',
    'application/json; charset=utf-16',
    ',',
  ])('of %o is NOT_ACCEPTABLE', async (accept) => {
    expect(await posted({ ...JSON_TYPE, accept })).toEqual([406, 'NOT_ACCEPTABLE']);
  });
});
