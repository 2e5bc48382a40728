import type { Plugin } from 'graphql-yoga';
import { object } from '../../upstream/wire-values.ts';
import { badRequest } from '../bad-request.ts';
import type { RequestParameters } from '../request-parameters.ts';
import type { TrustedDocuments } from './trusted-documents.ts';

/**
 * Looks up the document that a request names by `documentId`, or by `extensions.persistedQuery.sha256Hash` as Apollo's
 * clients do. Refuses an unknown id, a text that is not that of the document, and in mode `only` a text without an id.
 */
export function withTrustedDocument(
  parameters: RequestParameters,
  { textOf, only }: Pick<TrustedDocuments, 'textOf' | 'only'>,
): RequestParameters {
  const { documentId, ...others } = parameters;
  const ids = idsIn(documentId, parameters.extensions);
  if (ids.length === 0) {
    if (!only) return parameters;
    throw badRequest(
      'The gateway answers trusted documents only. Send the id of one as documentId.',
      'DOCUMENT_REQUIRED',
    );
  }
  const query = ids.map((id) => textOf.get(id)).find((text) => text !== undefined);
  if (query === undefined) throw badRequest('No trusted document has this id.', 'DOCUMENT_NOT_FOUND');
  if (parameters.query != null && parameters.query !== query) {
    throw badRequest(
      'The text in query is not the document that the id names. Send either the text or the id.',
      'DOCUMENT_MISMATCH',
    );
  }
  return { ...others, query };
}

/** The ids that a request gives for its document; empty if it has none. */
function idsIn(documentId: unknown, extensions: unknown): readonly string[] {
  if (typeof documentId === 'string') return [documentId];
  if (documentId != null) throw badRequest('The parameter "documentId" must be a string.');
  const hash = object(object(extensions)?.persistedQuery)?.sha256Hash;
  return typeof hash === 'string' ? [hash, `sha256:${hash}`] : [];
}

/**
 * Trusted documents are parsed once and stay the same objects, which are the keys of the caches of validated and compiled
 * operations.
 */
export function useTrustedDocuments({ parsedOf }: Pick<TrustedDocuments, 'parsedOf'>): Plugin {
  return {
    onParse({ params: { source }, setParsedDocument }) {
      const document = parsedOf.get(typeof source === 'string' ? source : source.body);
      if (document !== undefined) setParsedDocument(document);
    },
  };
}
