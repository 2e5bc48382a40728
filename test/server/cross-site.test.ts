import { Client, fetchExchange } from '@urql/core';
import { describe, expect, it } from 'vitest';
import { startProduction } from '../support/production.ts';

const QUERY = '?query=%7B__typename%7D';
const ASKED = { 'graphql-require-preflight': '1' };
const APP = 'https://app.example.com';

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
    ['Authorization', 'Bearer t'],
    ['authorization', 'bearer  t'],
    ['Sec-Fetch-Site', 'same-origin'],
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
    ['a password, which a browser remembers', { authorization: 'Basic YTpi' }],
    ['no token', { authorization: 'Bearer ' }],
    ['the word of another site', { 'sec-fetch-site': 'cross-site' }],
    ['the word of another host of the same site', { 'sec-fetch-site': 'same-site' }],
    ['an address that somebody typed', { 'sec-fetch-site': 'none' }],
    ['another origin', { origin: APP }],
    ['an origin that is hidden', { origin: 'null' }],
    ['an origin that is none', { origin: 'https://' }],
  ])('is CSRF_PREVENTED with %s', async (_, headers: Record<string, string>) => {
    const url = await startProduction();
    expect(await outcome(url + QUERY, { headers })).toEqual([400, 'CSRF_PREVENTED']);
  });

  const answered = [200, undefined];
  const refused = [400, 'CSRF_PREVENTED'];
  const allowing = (cors: Record<string, unknown>, headers: Record<string, string>) =>
    startProduction({ web: { cors } }).then((url) => outcome(url + QUERY, { headers }));

  it.each([
    ['that is named', [APP], APP, answered],
    ['where all may ask', ['*'], APP, answered],
    ['beside the one that is named', [APP], `${APP}.evil.net`, refused],
    ['of another scheme', [APP], 'http://app.example.com', refused],
    ['that is hidden', [APP], 'null', refused],
  ])('is asked by a page of an origin %s', async (_, origins, origin, expected) => {
    for (const site of ['cross-site', 'same-site']) {
      expect(await allowing({ origins }, { origin, 'sec-fetch-site': site })).toEqual(expected);
    }
    expect(await allowing({ origins }, { origin })).toEqual(expected);
  });

  it('has cookies of such a page only where they are allowed', async () => {
    const headers = { origin: APP, cookie: 'a=b' };
    expect(await allowing({ origins: [APP] }, headers)).toEqual(refused);
    expect(await allowing({ origins: ['*'] }, headers)).toEqual(refused);
    expect(await allowing({ origins: [APP], credentials: true }, headers)).toEqual(answered);
  });

  it("is asked by a page of the gateway's own origin, unless the browser says that it is another", async () => {
    const url = await startProduction();
    const { origin, host } = new URL(url);
    // Whoever ends TLS knows the scheme, the gateway does not.
    for (const own of [origin, `https://${host}`]) {
      expect(await outcome(url + QUERY, { headers: { origin: own } })).toEqual(answered);
      const headers = { origin: own, 'sec-fetch-site': 'same-site' };
      expect(await outcome(url + QUERY, { headers })).toEqual(refused);
    }
    for (const other of [`http://${new URL(url).hostname}`, `ftp://${host}`, host]) {
      expect(await outcome(url + QUERY, { headers: { origin: other } })).toEqual(refused);
    }
  });

  it("is answered when urql's client sends it with a token, and no other header", async () => {
    const url = await startProduction();
    const ask = async (fetchOptions: RequestInit) => {
      const client = new Client({ url, exchanges: [fetchExchange], preferGetMethod: 'force', fetchOptions });
      const { data, error } = await client.query('query A($a: Boolean!) { __typename @include(if: $a) }', { a: true });
      return data ?? error?.response?.status;
    };
    expect(await ask({ headers: { authorization: 'Bearer t' } })).toEqual({ __typename: 'Query' });
    expect(await ask({})).toBe(400);
  });

  it('gets an error that says what to send', async () => {
    const response = await fetch((await startProduction()) + QUERY);
    expect(await response.json()).toMatchObject({
      errors: [
        {
          message: expect.stringMatching(
            /GraphQL-Require-Preflight.*Authorization: Bearer.*application\/json.*web\.cors\.origins/,
          ),
        },
      ],
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
