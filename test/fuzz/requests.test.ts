import { once } from 'node:events';
import { connect } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startSandboxed } from '../support/sandbox.ts';
import { BOUNDED, expectNoFault, expectUnbroken } from '../support/unbroken.ts';

const CONTENT_TYPES = [
  'application/json',
  'application/json; charset=utf-16',
  'application/graphql',
  'application/graphql+json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain',
  'text/plain;;;',
  '',
] as const;

const GOOD = JSON.stringify({ query: '{ accounts { accountId } }' });

/** Bodies that are garbage altogether, JSON of another shape, or a good one that was cut or changed. */
const body = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.json({ maxDepth: 3 }).map((text) => Buffer.from(text)),
  fc
    .record({
      query: fc.jsonValue(),
      variables: fc.jsonValue(),
      operationName: fc.jsonValue(),
      extensions: fc.jsonValue(),
    })
    .map((request) => Buffer.from(JSON.stringify(request))),
  fc.tuple(fc.nat(GOOD.length), fc.uint8Array({ maxLength: 5 })).map(([at, bytes]) => {
    return Buffer.concat([Buffer.from(GOOD.slice(0, at)), Buffer.from(bytes), Buffer.from(GOOD.slice(at))]);
  }),
);

/** Sends bytes as they are and reads all that comes back before the connection ends. */
async function exchange(port: number, bytes: Buffer): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  let text = '';
  socket.on('data', (part) => (text += part)).on('error', () => {});
  socket.end(bytes);
  await once(socket, 'close');
  return text;
}

describe('a gateway that gets garbage over HTTP', () => {
  it('is not broken by bodies, whatever they say that they are', async () => {
    const { gateway } = await startSandboxed();
    const contentType = fc.constantFrom(...CONTENT_TYPES);
    await fc.assert(
      fc.asyncProperty(body, contentType, fc.constantFrom('POST', 'PUT', 'DELETE'), async (bytes, type, method) => {
        const headers = { 'content-type': type };
        const response = await fetch(gateway.url, { method, headers, body: new Uint8Array(bytes) });
        expectNoFault(response.status, await response.text());
      }),
      BOUNDED,
    );
    await expectUnbroken(gateway);
  });

  it('is not broken by addresses', async () => {
    const { gateway } = await startSandboxed();
    const parameter = fc.tuple(fc.constantFrom('query', 'variables', 'operationName', 'extensions'), fc.string());
    const search = fc.oneof(
      fc.array(parameter, { maxLength: 4 }).map((pairs) => new URLSearchParams(pairs).toString()),
      fc.webQueryParameters(),
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.constant('/graphql'), fc.webPath()), search, async (path, query) => {
        const response = await fetch(`${new URL(gateway.url).origin}${path}?${query}`);
        expectNoFault(response.status, await response.text());
      }),
      BOUNDED,
    );
    await expectUnbroken(gateway);
  });

  it('is not broken by headers, nor by what is no HTTP at all', async () => {
    const { gateway } = await startSandboxed();
    const port = Number(new URL(gateway.url).port);
    const name = fc.oneof(
      fc.constantFrom('X-Request-Timeout-Ms', 'Cache-Control', 'Accept', 'Authorization', 'Content-Length'),
      fc.constantFrom('Transfer-Encoding', 'Origin', 'Cookie', 'Traceparent', 'Expect', 'Upgrade', 'Host'),
      fc.string({ maxLength: 20 }),
    );
    const value = fc.oneof(fc.string(), fc.integer().map(String), fc.string({ unit: 'binary' }));
    const lines = fc.array(fc.tuple(name, value), { maxLength: 6 });
    const start = fc.oneof(
      { weight: 5, arbitrary: fc.constant('POST /graphql HTTP/1.1') },
      fc.string().map((path) => `GET /${path} HTTP/1.1`),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(start, lines, async (first, headers) => {
        const fixed = `Content-Type: application/json\r\nContent-Length: ${GOOD.length}\r\nConnection: close`;
        const random = headers.map(([key, content]) => `${key}: ${content}\r\n`).join('');
        const text = await exchange(port, Buffer.from(`${first}\r\nHost: x\r\n${random}${fixed}\r\n\r\n${GOOD}`));
        const [, status = '0'] = /^HTTP\/1\.1 (\d+)/.exec(text) ?? [];
        expectNoFault(Number(status), text);
      }),
      BOUNDED,
    );
    await expectUnbroken(gateway);
  });

  it('answers a good request among them', async () => {
    const { gateway } = await startSandboxed();
    const port = Number(new URL(gateway.url).port);
    const head = `Host: x\r\nContent-Type: application/json\r\nContent-Length: ${GOOD.length}\r\nConnection: close`;
    const text = await exchange(port, Buffer.from(`POST /graphql HTTP/1.1\r\n${head}\r\n\r\n${GOOD}`));
    expect(text).toContain('{"data":{"accounts":[');
  });
});
