import { ApolloLink, HttpLink } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { Client, fetchExchange } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
import type { DocumentNode } from 'graphql';

/** The id that codegen's client preset gives a document; empty if it has not seen it, and the text is sent. */
async function idOf(document: DocumentNode & { readonly __meta__?: { readonly hash?: string } }): Promise<string> {
  return document.__meta__?.hash ?? '';
}

/** A link of Apollo Client that sends ids, and a text only if the gateway does not know the id. */
export function persistedLink(uri: string, send: typeof fetch = fetch): ApolloLink {
  return ApolloLink.from([new PersistedQueryLink({ generateHash: idOf }), new HttpLink({ uri, fetch: send })]);
}

/** A client of urql that sends ids, and no text even if the gateway does not know the id. */
export function persistedClient(url: string, send: typeof fetch = fetch): Client {
  const persisted = persistedExchange({
    enforcePersistedQueries: true,
    enableForMutation: true,
    // The gateway takes a GET only with a header that makes a browser ask first.
    preferGetForPersistedQueries: false,
    generateHash: (_, document) => idOf(document),
  });
  return new Client({ url, fetch: send, exchanges: [persisted, fetchExchange], preferGetMethod: false });
}
