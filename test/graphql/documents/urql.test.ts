import { Client, fetchExchange, gql } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
import { expect, it } from 'vitest';
import { configPath } from '../../support/config.ts';
import { DOCUMENTS, MANIFEST, sha1 } from '../../support/manifest.ts';
import { startProduction } from '../../support/production.ts';

type Sent = { readonly query?: string; readonly extensions?: { readonly persistedQuery?: unknown } };

/** Asks by urql's persisted queries, twice for each document; the hash is the manifest's id where it has the document. */
async function asked(mode: 'off' | 'prefer' | 'only', texts: readonly string[]) {
  const sent: Sent[] = [];
  const url = await startProduction({ documents: { mode, manifest: configPath(MANIFEST) } });
  const client = new Client({
    url,
    preferGetMethod: false,
    fetch(address, init) {
      sent.push(JSON.parse(String(init?.body)));
      return fetch(address, init);
    },
    exchanges: [
      persistedExchange({
        preferGetForPersistedQueries: false,
        generateHash: async (text) => sha1(text.replaceAll(/\s+/g, ' ')),
      }),
      fetchExchange,
    ],
  });
  const answers = [];
  for (const text of texts) {
    const { data, error } = await client.query(gql(text), {}).toPromise();
    answers.push(data ?? error?.graphQLErrors[0]?.extensions.code);
  }
  const told = sent.map(({ query, extensions }) =>
    [query && 'text', extensions?.persistedQuery && 'hash'].filter(Boolean).join(' and '),
  );
  return { answers, told };
}

const KNOWN = DOCUMENTS.name;
const OTHER = 'query Other { other: __typename }';

it.each([
  ['prefer', [KNOWN, OTHER], [{ __typename: 'Query' }, { other: 'Query' }], ['hash', 'hash', 'text and hash']],
  ['only', [KNOWN, OTHER], [{ __typename: 'Query' }, 'DOCUMENT_NOT_FOUND'], ['hash', 'hash']],
  ['off', [KNOWN, OTHER], [{ __typename: 'Query' }, { other: 'Query' }], ['hash', 'text', 'text']],
] as const)("urql's persisted queries work in the mode %s", async (mode, texts, answers, told) => {
  expect(await asked(mode, texts)).toEqual({ answers, told });
});
