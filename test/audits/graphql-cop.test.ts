import { describe, expect, it } from 'vitest';
import { startProduction } from '../support/production.ts';

/** The headers of Python's requests, by which graphql-cop asks. */
const HEADERS = { 'user-agent': 'graphql-cop/1.13', accept: '*/*', 'accept-encoding': 'gzip, deflate' };

/** An answer as graphql-cop looks at it: null where there is no JSON in it. */
// biome-ignore lint/suspicious/noExplicitAny: each check looks for the shape of its own answer.
type Answer = any;

async function send(url: string, init: RequestInit): Promise<{ text: string; json: Answer }> {
  const response = await fetch(url, { ...init, headers: { ...HEADERS, ...init.headers } });
  const text = await response.text();
  return { text, json: jsonIn(text) };
}

function jsonIn(text: string): Answer {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function post(url: string, body: unknown): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  return (await send(url, { method: 'POST', headers, body: JSON.stringify(body) })).json;
}

const query = (url: string, text: string) => post(url, { query: text, operationName: 'cop' });

const withQuery = (url: string, text: string) => `${url}?${new URLSearchParams({ query: text })}`;

/** The checks of graphql-cop (github.com/dolevf/graphql-cop, lib/tests): true is what it flags. */
const CHECKS: Record<string, (url: string) => Promise<boolean>> = {
  async 'Alias Overloading'(url) {
    const aliases = Array.from({ length: 101 }, (_, nth) => `alias${nth}:__typename \n`).join('');
    return Boolean((await query(url, `query cop { ${aliases} }`))?.data?.alias100);
  },
  async 'Array-based Query Batching'(url) {
    const answers = await post(
      url,
      Array.from({ length: 10 }, () => ({ query: 'query cop { __typename }' })),
    );
    return answers?.length >= 10;
  },
  async 'Field Duplication'(url) {
    return Boolean((await query(url, `query cop { ${'__typename \n'.repeat(500)}} `))?.data?.__typename);
  },
  async 'Directive Overloading'(url) {
    return (await query(url, `query cop { __typename ${'@aa'.repeat(10)} }`))?.errors?.length === 10;
  },
  async 'Introspection-based Circular Query'(url) {
    const types = '{ fields { type { fields { type { fields { type { fields { type { name } } } } } } } } }';
    return (await query(url, `query cop { __schema { types ${types} } }`))?.data?.__schema?.types?.length > 25;
  },
  async Introspection(url) {
    const answer = await query(url, 'query cop { __schema { types { name fields { name } } } }');
    return Boolean(answer?.data?.__schema?.types);
  },
  async 'Field Suggestions'(url) {
    const answer = await query(url, 'query cop { __schema { directive } }');
    return answer.errors[0].message.includes('Did you mean');
  },
  async 'GraphQL IDE'(url) {
    const marks = ['graphiql.min.css', 'GraphQL Playground', 'GraphiQL', 'graphql-playground'];
    const paths = ['/graphiql', '/playground', '/console', '/graphql'];
    const answers = await Promise.all(paths.map((path) => send(new URL(path, url).href, {})));
    return answers.some(({ text }) => marks.some((mark) => text.includes(mark)));
  },
  async 'GET Method Query Support'(url) {
    return Boolean((await send(withQuery(url, '{__typename}'), {})).json?.data?.__typename);
  },
  async 'Mutation is allowed over GET'(url) {
    return Boolean((await send(withQuery(url, 'mutation {__typename}'), {})).json?.data?.__typename);
  },
  async 'POST based url-encoded query'(url) {
    return Boolean((await send(withQuery(url, 'query {__typename}'), { method: 'POST' })).json?.data?.__typename);
  },
  async 'Trace Mode'(url) {
    const answer = await query(url, 'query cop { __typename }');
    const { tracing, exception } = answer?.errors?.[0]?.extensions ?? answer?.extensions ?? {};
    return Boolean(tracing ?? exception) || JSON.stringify(answer).toLowerCase().includes('stacktrace');
  },
  async 'Unhandled Errors Detection'(url) {
    const answer = await query(url, 'qwerty cop { abc }');
    return Boolean(answer.errors[0].extensions.exception) || JSON.stringify(answer).includes('"exception"');
  },
};

describe('graphql-cop, against a configuration that says nothing of the web', () => {
  it('takes the gateway for GraphQL', async () => {
    expect(await query(await startProduction(), 'query cop { __typename }')).toEqual({ data: { __typename: 'Query' } });
  });

  it.each(Object.entries(CHECKS))('does not flag %s', async (_, flags) => {
    expect(await flags(await startProduction())).toBe(false);
  });

  it('would flag introspection, suggestions and the IDE where they are switched on', async () => {
    const url = await startProduction({ web: { introspection: true, graphiql: true } });
    for (const name of ['Introspection', 'Field Suggestions']) expect(await CHECKS[name]?.(url), name).toBe(true);
    const page = await send(url, { headers: { accept: 'text/html' } });
    expect(page.text).toContain('GraphiQL');
  });
});
