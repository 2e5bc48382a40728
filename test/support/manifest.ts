import { createHash } from 'node:crypto';

/** Documents that need no upstream, as a client would have them. */
export const DOCUMENTS = {
  name: 'query Name { __typename }',
  empty: 'query Empty($ids: [ID!]!) { nodes(ids: $ids) { id } }',
  two: 'query One { one: __typename } query Two { two: __typename }',
  change: 'mutation Change { __typename }',
} as const;

const hashOf = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex');

/** The id that graphql-codegen's client preset gives a document unless told otherwise. */
export const sha1 = (text: string) => hashOf('sha1', text);

/** The id of the draft of GraphQL over HTTP, without its prefix. */
export const sha256 = (text: string) => hashOf('sha256', text);

/** What graphql-codegen writes to persisted-documents.json. */
export const MANIFEST = Object.fromEntries(Object.values(DOCUMENTS).map((text) => [sha1(text), text]));
