import { describe, expect, it } from 'vitest';
import { configPath } from '../../support/config.ts';
import { ACCOUNT_ID } from '../../support/gateway.ts';
import { DOCUMENTS, MANIFEST, sha1, sha256 } from '../../support/manifest.ts';
import { startProduction } from '../../support/production.ts';
import { startSandboxed } from '../../support/sandbox.ts';

type Mode = 'off' | 'prefer' | 'only';
type Outcome = { readonly status: number; readonly data?: unknown; readonly code?: unknown };

const ID = sha1(DOCUMENTS.name);
const NAME = { status: 200, data: { __typename: 'Query' } };
const OTHER = '{ other: __typename }';

const start = (mode: Mode) => startProduction({ documents: { mode, manifest: configPath(MANIFEST) } });

async function outcome(response: Response): Promise<Outcome> {
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: { extensions: { code: unknown } }[] };
  return {
    status: response.status,
    ...(data != null && { data }),
    ...(errors && { code: errors[0]?.extensions.code }),
  };
}

async function post(mode: Mode, body: Record<string, unknown>): Promise<Outcome> {
  const headers = { 'content-type': 'application/json' };
  return outcome(await fetch(await start(mode), { method: 'POST', headers, body: JSON.stringify(body) }));
}

async function get(mode: Mode, parameters: Record<string, string>): Promise<Outcome> {
  const headers = { 'graphql-require-preflight': '1' };
  return outcome(await fetch(`${await start(mode)}?${new URLSearchParams(parameters)}`, { headers }));
}

const apollo = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });

describe.each(['prefer', 'only'] as const)('a known document, in the mode %s', (mode) => {
  it.each([
    ['the id of the manifest', { documentId: ID }],
    ['the hash of its text', { documentId: `sha256:${sha256(DOCUMENTS.name)}` }],
    ["Apollo's hash", apollo(sha256(DOCUMENTS.name))],
    ["the manifest's id in Apollo's place", apollo(ID)],
    ['its id and its text', { documentId: ID, query: DOCUMENTS.name }],
    ['its id and its text in other lines', { documentId: ID, query: 'query Name {\n  __typename\n}\n' }],
  ])('is answered by %s', async (_, body) => {
    expect(await post(mode, body)).toEqual(NAME);
  });

  it('is answered by a GET', async () => {
    expect(await get(mode, { documentId: ID })).toEqual(NAME);
    expect(await get(mode, { extensions: JSON.stringify(apollo(ID).extensions) })).toEqual(NAME);
  });

  it('takes variables, and the name of one of its operations', async () => {
    expect(await post(mode, { documentId: sha1(DOCUMENTS.empty), variables: { ids: [] } })).toEqual({
      status: 200,
      data: { nodes: [] },
    });
    expect(await post(mode, { documentId: sha1(DOCUMENTS.two), operationName: 'Two' })).toEqual({
      status: 200,
      data: { two: 'Query' },
    });
  });

  it('that changes something is run by a POST only', async () => {
    const documentId = sha1(DOCUMENTS.change);
    expect(await post(mode, { documentId })).toEqual({ status: 200, data: { __typename: 'Mutation' } });
    expect(await get(mode, { documentId })).toMatchObject({ status: 405 });
  });

  it.each([
    ['an id that is not known', { documentId: 'x' }, 'DOCUMENT_NOT_FOUND'],
    ['an empty id', { documentId: '' }, 'DOCUMENT_NOT_FOUND'],
    ['an id that is a name of all objects', { documentId: 'constructor' }, 'DOCUMENT_NOT_FOUND'],
    ['an id and another text', { documentId: ID, query: OTHER }, 'DOCUMENT_MISMATCH'],
    ['an id and a text that is none', { documentId: ID, query: 7 }, 'DOCUMENT_MISMATCH'],
    ['an id that is no text', { documentId: 7 }, 'BAD_REQUEST'],
    ['an id that is a list', { documentId: [ID] }, 'BAD_REQUEST'],
  ])('is not found by %s', async (_, body, code) => {
    expect(await post(mode, body)).toEqual({ status: 400, code });
  });
});

describe('an unknown id', () => {
  const NOT_FOUND = { status: 400, code: 'DOCUMENT_NOT_FOUND' };
  const hash = apollo(sha256(OTHER));

  it('with a text is answered where texts are', async () => {
    const ANSWER = { status: 200, data: { other: 'Query' } };
    expect(await post('prefer', { ...hash, query: OTHER })).toEqual(ANSWER);
    expect(await post('prefer', { documentId: 'x', query: OTHER })).toEqual(ANSWER);
    expect(await get('prefer', { extensions: JSON.stringify(hash.extensions), query: OTHER })).toEqual(ANSWER);
    expect(await post('prefer', { ...hash, query: '{' })).toEqual({ status: 200, code: 'GRAPHQL_PARSE_FAILED' });
    expect(await post('only', { ...hash, query: OTHER })).toEqual(NOT_FOUND);
    expect(await post('only', { documentId: 'x', query: OTHER })).toEqual(NOT_FOUND);
  });

  it('that is a hash has a client send its text where that is answered', async () => {
    expect(await post('prefer', hash)).toEqual({ status: 200, code: 'PERSISTED_QUERY_NOT_FOUND' });
    expect(await post('only', hash)).toEqual(NOT_FOUND);
  });

  it('that is a hash has the message that clients know, and is stored nowhere', async () => {
    const extensions = JSON.stringify(hash.extensions);
    const headers = { 'graphql-require-preflight': '1', accept: 'application/graphql-response+json' };
    const response = await fetch(`${await start('prefer')}?${new URLSearchParams({ extensions })}`, { headers });
    expect([response.status, response.headers.get('cache-control')]).toEqual([400, 'no-store']);
    expect(await response.json()).toMatchObject({ errors: [{ message: 'PersistedQueryNotFound' }] });
  });
});

describe('another document', () => {
  it('is answered by its text in the mode prefer', async () => {
    expect(await post('prefer', { query: OTHER })).toEqual({ status: 200, data: { other: 'Query' } });
    expect(await post('prefer', { query: '{ nothing }' })).toEqual({ status: 200, code: 'GRAPHQL_VALIDATION_FAILED' });
  });

  it.each([
    ['a text', { query: OTHER }],
    ['a text that is that of a known one', { query: DOCUMENTS.name }],
    ['a text and an id that is null', { query: OTHER, documentId: null }],
    ['a text and extensions of another kind', { query: OTHER, extensions: { persistedQuery: 1 } }],
    ['nothing', {}],
  ])('is refused in the mode only: %s', async (_, body) => {
    expect(await post('only', body)).toEqual({ status: 400, code: 'DOCUMENT_REQUIRED' });
  });

  it('is refused in the mode only by GET, too', async () => {
    expect(await get('only', { query: OTHER })).toEqual({ status: 400, code: 'DOCUMENT_REQUIRED' });
  });
});

describe('the mode off', () => {
  it('knows no document', async () => {
    expect(await post('off', { documentId: ID })).toEqual({ status: 400, code: 'BAD_REQUEST' });
    expect(await post('off', { query: OTHER })).toEqual({ status: 200, data: { other: 'Query' } });
  });

  it('has a client that sends hashes send texts instead', async () => {
    const hash = apollo(sha256(OTHER));
    const NOT_SUPPORTED = { status: 200, code: 'PERSISTED_QUERY_NOT_SUPPORTED' };
    expect(await post('off', hash)).toEqual(NOT_SUPPORTED);
    expect(await get('off', { extensions: JSON.stringify(hash.extensions) })).toEqual(NOT_SUPPORTED);
    expect(await post('off', { ...hash, query: OTHER })).toEqual({ status: 200, data: { other: 'Query' } });
    expect(await post('off', { extensions: { persistedQuery: { sha256Hash: 7 } } })).toMatchObject({
      code: 'BAD_REQUEST',
    });
  });
});

/** As the client preset 6.2 of graphql-codegen wrote it, with `persistedDocuments: { hashAlgorithm: 'sha256' }`. */
const WRITTEN = {
  'sha256:b249b983fe52a027663ffdc1e1085e847cd350e37fa6d6e76270c1aa64f7aeda':
    'fragment A on Account { accountId } query Handoffs($id: String!) { account(accountId: $id) { handoffs(first: 1) { nodes { name } } ...A } }',
};

describe('a manifest as the client preset writes it', () => {
  it('has its documents answered by the ids that its clients send, with their variables', async () => {
    const { gateway } = await startSandboxed({}, { documents: { mode: 'only', manifest: configPath(WRITTEN) } });
    const [documentId] = Object.keys(WRITTEN);
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ documentId, variables: { id: ACCOUNT_ID } }),
    });
    expect(await response.json()).toEqual({
      data: { account: { accountId: ACCOUNT_ID, handoffs: { nodes: [{ name: 'Order update' }] } } },
    });
  });
});
