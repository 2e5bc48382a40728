import type { TypedDocumentNode } from 'urql';

/** What codegen leaves of a document: its id in the manifest. */
type Registered = { readonly __meta__: { readonly documentId: string } };

/** The document as urql sends it by its id, without its text. */
export function byId<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
): TypedDocumentNode<Data, Variables> {
  return { kind: 'Document', definitions: [], documentId: documentIdOf(document) } as unknown as typeof document;
}

/** The id by which the gateway trusts the document. */
export function documentIdOf(document: TypedDocumentNode<unknown, never>): string {
  return (document as unknown as Registered).__meta__.documentId;
}
