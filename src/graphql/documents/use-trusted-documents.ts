import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { object } from '../../upstream/wire-values.ts';
import { badRequest } from '../refusal.ts';
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
        if (only)
          throw badRequest(
            'The gateway answers trusted documents only. Name one with documentId.',
            'DOCUMENT_REQUIRED',
          );
        return;
      }
      const query = names.map((name) => textOf.get(name)).find((text) => text !== undefined);
      if (query === undefined) throw badRequest('No trusted document has this id.', 'DOCUMENT_NOT_FOUND');
      if (params.query != null && params.query !== query) {
        throw badRequest(
          'The text in query is not the document that the id names. Send only one of them.',
          'DOCUMENT_MISMATCH',
        );
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
  if (documentId != null) throw badRequest('The parameter "documentId" must be a string.');
  const hash = object(object(extensions)?.persistedQuery)?.sha256Hash;
  return typeof hash === 'string' ? [hash, `sha256:${hash}`] : [];
}
