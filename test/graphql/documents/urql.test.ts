import { Client, fetchExchange, gql } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
import { describe, expect, it } from 'vitest';
import { configPath } from '../../support/config.ts';
import { DOCUMENTS, MANIFEST, sha1 } from '../../support/manifest.ts';
import { startProduction } from '../../support/production.ts';

type Sent = { readonly query?: string; readonly extensions?: { readonly persistedQuery?: unknown } };

/** The answers to these texts or their codes, and what urql sent of each document; its hashes are the ids of the manifest. */
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

describe("urql's persisted queries", () => {
  it.each([
    ['prefer', [{ __typename: 'Query' }, { other: 'Query' }], ['hash', 'hash', 'text and hash']],
    ['only', [{ __typename: 'Query' }, 'DOCUMENT_NOT_FOUND'], ['hash', 'hash']],
    ['off', [{ __typename: 'Query' }, { other: 'Query' }], ['hash', 'text', 'text']],
  ] as const)('send a known and an unknown document in the mode %s', async (mode, answers, told) => {
    expect(await asked(mode, [DOCUMENTS.name, 'query Other { other: __typename }'])).toEqual({ answers, told });
  });
});
