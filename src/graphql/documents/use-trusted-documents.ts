import { createGraphQLError, type GraphQLParams, type Plugin } from 'graphql-yoga';
import { object } from '../../upstream/wire-values.ts';
import type { TrustedDocuments } from './trusted-documents.ts';

/** A request's parameters; nothing of them is checked yet. */
type Parameters = GraphQLParams & { readonly documentId?: unknown };

/**
 * Puts the text of a known document where a request names it by `documentId`, or as Apollo's clients do by
 * `extensions.persistedQuery.sha256Hash`. An id that is not known is refused, and so is a text beside it that is not the
 * document's; in the mode `only` so is a text without an id.
 *
 * Known documents are parsed at the start, and stay the same objects, by which yoga remembers that they are valid, and
 * graphql-jit their compiled form.
 */
export function useTrustedDocuments({ textOf, parsedOf, only }: TrustedDocuments): Plugin {
  return {
    onParams({ params, setParams }) {
      const { documentId, ...others }: Parameters = params;
      const names = namesIn(documentId, params.extensions);
      if (names.length === 0) {
        if (only) throw refusal('DOCUMENT_REQUIRED', 'Only known documents are answered: name one by its documentId.');
        return;
      }
      const query = names.map((name) => textOf.get(name)).find((text) => text !== undefined);
      if (query === undefined) throw refusal('DOCUMENT_NOT_FOUND', 'The gateway knows no document by this id.');
      if (params.query != null && params.query !== query) {
        throw refusal('DOCUMENT_MISMATCH', 'The text is not that of the document that the id names. Send one of them.');
      }
      setParams({ ...others, query });
    },
    onParse({ params: { source }, setParsedDocument }) {
      const document = parsedOf.get(typeof source === 'string' ? source : source.body);
      if (document !== undefined) setParsedDocument(document);
    },
  };
}

/** What a request may call its document; empty when it names none. */
function namesIn(documentId: unknown, extensions: unknown): readonly string[] {
  if (typeof documentId === 'string') return [documentId];
  if (documentId != null) throw refusal('BAD_REQUEST', 'The parameter "documentId" must be a string.');
  const hash = object(object(extensions)?.persistedQuery)?.sha256Hash;
  return typeof hash === 'string' ? [hash, `sha256:${hash}`] : [];
}

function refusal(code: string, message: string) {
  return createGraphQLError(message, { extensions: { code, http: { status: 400 } } });
}
