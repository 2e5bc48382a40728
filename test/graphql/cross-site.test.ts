import { describe, expect, it } from 'vitest';
import { startProduction } from '../support/production.ts';

const QUERY = '?query=%7B__typename%7D';
const ASKED = { 'graphql-require-preflight': '1' };

/** Status and code of an answer. */
async function outcome(url: string, init: RequestInit = {}): Promise<[number, unknown]> {
  const response = await fetch(url, init);
  const { errors } = (await response.json()) as { errors?: { extensions: { code: unknown } }[] };
  return [response.status, errors?.[0]?.extensions.code];
}

describe('a GET', () => {
  it.each([
    ['GraphQL-Require-Preflight', '1'],
    ['Apollo-Require-Preflight', 'true'],
    ['X-Apollo-Operation-Name', 'Q'],
    ['Content-Type', 'application/json'],
    ['Content-Type', 'application/json; charset=utf-8'],
  ])('is answered with %s: %s, which a page cannot send unasked', async (name, value) => {
    const url = await startProduction();
    expect(await outcome(url + QUERY, { headers: { [name]: value } })).toEqual([200, undefined]);
  });

  it.each([
    ['nothing', {}],
    ['an empty header', { 'graphql-require-preflight': ' ' }],
    ['a content type of forms', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a content type of texts', { 'content-type': 'text/plain; application/json' }],
    ['cookies', { cookie: 'a=b' }],
  ])('is CSRF_PREVENTED with %s', async (_, headers: Record<string, string>) => {
    const url = await startProduction();
    expect(await outcome(url + QUERY, { headers })).toEqual([400, 'CSRF_PREVENTED']);
  });

  it('is told what to send', async () => {
    const response = await fetch((await startProduction()) + QUERY);
    expect(await response.json()).toMatchObject({
      errors: [{ message: expect.stringMatching(/GraphQL-Require-Preflight.*application\/json/) }],
    });
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('runs no mutation', async () => {
    const response = await fetch(`${await startProduction()}?query=mutation%7B__typename%7D`, { headers: ASKED });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect(await response.text()).not.toContain('Mutation"');
  });

  it.each([
    ['variables', '{'],
    ['extensions', '[1'],
    ['variables', '7'],
    ['variables', '[]'],
  ])('is BAD_REQUEST when its %s are %s', async (name, value) => {
    const url = await startProduction();
    const parameters = new URLSearchParams({ query: '{__typename}', [name]: value });
    expect(await outcome(`${url}?${parameters}`, { headers: ASKED })).toEqual([400, 'BAD_REQUEST']);
  });

  it('takes variables and the name of the operation', async () => {
    const url = await startProduction();
    const parameters = new URLSearchParams({
      query: 'query A { __typename } query B($skip: Boolean!) { b: __typename a: __typename @skip(if: $skip) }',
      operationName: 'B',
      variables: '{"skip":true}',
    });
    const response = await fetch(`${url}?${parameters}`, { headers: ASKED });
    expect(await response.json()).toEqual({ data: { b: 'Query' } });
  });

  it('of a browser gets no page where GraphiQL is off', async () => {
    const response = await fetch(await startProduction(), { headers: { accept: 'text/html,*/*;q=0.8' } });
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.text()).not.toContain('<');
  });

  it('cannot pass for a health check by how its address ends', async () => {
    expect(await outcome(`${await startProduction()}${QUERY}&x=/health`)).toEqual([400, 'CSRF_PREVENTED']);
  });
});
