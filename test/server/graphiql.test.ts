import { createHash } from 'node:crypto';
import { type IncomingHttpHeaders, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { exampleOperations } from '../../src/server/graphiql-examples.ts';
import { ACCOUNT_ID } from '../support/gateway.ts';
import { startProduction } from '../support/production.ts';
import { startSandboxed } from '../support/sandbox.ts';

describe('exampleOperations', () => {
  it.for(exampleOperations(ACCOUNT_ID).map((operation) => [nameOf(operation.query), operation] as const))(
    '%s answers with data on the sandbox',
    async ([, { query, variables }]) => {
      const { gateway } = await startSandboxed();
      const { data, errors } = await gateway.query(query, variables && JSON.parse(variables));
      expect(errors).toBeUndefined();
      expect(emptyLists(data)).toEqual([]);
    },
  );
});

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

/** The page of GraphiQL at `url`, and the addresses of what it loads. */
async function loaded(url: string) {
  const page = await fetch(url, { headers: BROWSER });
  const html = await page.text();
  const assets = html.match(/graphql\/[\w-]+\.\w{16}\.\w+/g) ?? [];
  return { page, html, assets: assets.map((name) => new URL(name, url)) };
}

/** An answer as it is on the wire: `fetch` would unpack it. */
function raw(url: URL, headers: Record<string, string>, method = 'GET') {
  return new Promise<{ status: number | undefined; headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
    request(url, { method, headers }, async (response) => {
      resolve({ status: response.statusCode, headers: response.headers, body: await buffer(response) });
    })
      .once('error', reject)
      .end();
  });
}

describe('the page of GraphiQL', () => {
  it('is what a browser is led to, and shows the examples', async () => {
    const { gateway } = await startSandboxed();
    const { page, html } = await loaded(new URL('/', gateway.url).href);
    expect([page.status, page.url, page.redirected]).toEqual([200, gateway.url, true]);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    for (const { query } of exampleOperations(ACCOUNT_ID)) expect(html).toContain(nameOf(query));
  });

  it('weighs less than 20 kB, and with all that it loads less than 3 MB', async () => {
    const { gateway } = await startSandboxed();
    const { html, assets } = await loaded(gateway.url);
    expect(assets).toHaveLength(7);
    const answers = await Promise.all(assets.map((url) => raw(url, { 'accept-encoding': 'gzip, br' })));
    const bytes = answers.reduce((sum, { body }) => sum + body.length, 0);
    expect(html.length).toBeLessThan(20_000);
    expect(html.length + bytes).toBeLessThan(3_000_000);
  });

  it('loads files that can be cached forever, because their names change with them', async () => {
    const [one, other] = await Promise.all([startSandboxed(), startSandboxed()]);
    const { assets } = await loaded(one.gateway.url);
    expect((await loaded(other.gateway.url)).assets.map(({ pathname }) => pathname)).toEqual(
      assets.map(({ pathname }) => pathname),
    );
    for (const url of assets) {
      const packed = await raw(url, { 'accept-encoding': 'gzip' });
      expect(packed.headers).toMatchObject({
        'cache-control': 'public, max-age=31536000, immutable',
        'content-encoding': 'gzip',
        'content-length': String(packed.body.length),
        'content-security-policy': "default-src 'none';frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        vary: 'Accept-Encoding',
      });
      const [, hash = '', ending = ''] = /\.(\w{16})\.(\w+)$/.exec(url.pathname) ?? [];
      expect(packed.headers['content-type']).toContain({ js: 'text/javascript', css: 'text/css', ico: 'icon' }[ending]);
      const plain = await raw(url, { 'accept-encoding': 'br, gzip;q=0' });
      expect(plain.headers).not.toHaveProperty('content-encoding');
      expect(gunzipSync(packed.body).equals(plain.body)).toBe(true);
      expect(createHash('sha256').update(plain.body).digest('hex').slice(0, 16)).toBe(hash);
      const head = await raw(url, { 'accept-encoding': 'gzip' }, 'HEAD');
      expect([head.status, head.body.length]).toEqual([200, 0]);
      expect({ ...head.headers, date: null }).toEqual({ ...packed.headers, date: null });
    }
  });

  it('has no other files, and takes no other methods for them', async () => {
    const { gateway } = await startSandboxed();
    const [asset] = (await loaded(gateway.url)).assets;
    for (const path of ['/graphql/', '/graphql/graphiql.0123456789abcdef.js', '/graphql/..%2fpackage.json']) {
      const answer = await fetch(new URL(path, gateway.url));
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([404, 'no-store']);
    }
    expect((await fetch(asset ?? '', { method: 'POST' })).status).toBe(404);
    expect(gateway.bugs).toEqual([]);
  });

  it('is for browsers that open a page, and nowhere else', async () => {
    const { gateway } = await startSandboxed();
    for (const [path, init] of [
      ['/', {}],
      ['/', { method: 'POST', headers: BROWSER }],
      ['/elsewhere', { headers: BROWSER }],
      ['/graphiql', { headers: BROWSER }],
    ] as const) {
      const answer = await fetch(new URL(path, gateway.url), { ...init, redirect: 'manual' });
      expect([path, answer.status]).toEqual([path, 404]);
    }
  });

  it('has no files where it is off', async () => {
    const { gateway } = await startSandboxed();
    const [asset] = (await loaded(gateway.url)).assets;
    const url = new URL(asset?.pathname ?? '', await startProduction());
    expect((await fetch(url)).status).toBe(404);
  });
});

function nameOf(query: string): string {
  return /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '';
}

/** The paths of `nodes` that hold nothing: an example that shows nothing explains nothing. */
function emptyLists(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === 'nodes' && Array.isArray(item) && item.length === 0
      ? [`${path}.${key}`]
      : emptyLists(item, `${path}.${key}`),
  );
}
