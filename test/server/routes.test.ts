import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { startProduction } from '../support/production.ts';

/** Sends what `fetch` would not. Resolves to the status and headers. */
function sent(url: string, options: { method?: string; path?: string; headers?: Record<string, string> }) {
  return new Promise<{ status: number | undefined; allow: string | undefined }>((resolve, reject) => {
    const outgoing = request(url, options, (response) => {
      resolve({ status: response.statusCode, allow: response.headers.allow });
      response.resume();
    });
    outgoing.once('error', reject).end();
  });
}

describe('the paths', () => {
  it.each([
    '/',
    '/graphiql',
    '/graphql/',
    '/graphql/x',
    '/health',
    '/health/x',
    '/metrics/',
    '//graphql',
    '/%67raphql',
  ])('have nothing at %s: 404, small and plain', async (path) => {
    const url = new URL(await startProduction()).origin + path;
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const response = await fetch(url, { method, headers: { accept: 'text/html' } });
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect((await response.text()).length).toBeLessThan(100);
    }
  });

  it.each(['/health/live', '/health/ready', '/metrics'])('%s is for GET and HEAD', async (path) => {
    const url = await startProduction();
    expect(await sent(url, { path, method: 'HEAD' })).toMatchObject({ status: 200 });
    for (const method of ['POST', 'DELETE', 'TRACE']) {
      expect(await sent(url, { path, method })).toEqual({ status: 405, allow: 'GET, HEAD' });
    }
  });
});

describe('/graphql', () => {
  it.each(['HEAD', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'])('takes no %s', async (method) => {
    expect(await sent(await startProduction(), { method })).toEqual({ status: 405, allow: 'GET, POST, OPTIONS' });
  });

  it('tells its methods when asked for them', async () => {
    expect(await sent(await startProduction(), { method: 'OPTIONS' })).toEqual({
      status: 204,
      allow: 'GET, POST, OPTIONS',
    });
  });

  it.each(['[', 'a b', 'x:y:z', 'x:99999'])('is not asked at the host %o', async (host) => {
    const path = '/graphql?query={__typename}';
    const headers = { host, 'graphql-require-preflight': '1' };
    expect(await sent(await startProduction(), { path, headers })).toMatchObject({ status: 400 });
  });
});
