import { createGraphQLError, type Plugin } from 'graphql-yoga';
import { object } from '../../upstream/wire-values.ts';
import { badRequest } from '../bad-request.ts';
import type { RequestParameters } from '../request-parameters.ts';
import { isSameDocument } from './same-document.ts';
import type { TrustedDocuments } from './trusted-documents.ts';

/**
 * Looks up the document that a request names by `documentId`, or by `extensions.persistedQuery.sha256Hash` as Apollo's
 * clients do. Refuses an unknown id without a text, a text that is not that of the document, and in mode `only` a text
 * without a known id.
 */
export function withTrustedDocument(
  parameters: RequestParameters,
  { textOf, only }: Pick<TrustedDocuments, 'textOf' | 'only'>,
): RequestParameters {
  const { documentId, ...others } = parameters;
  const hash = persistedHash(parameters);
  const ids = idsIn(documentId, hash);
  if (ids.length === 0) {
    if (!only) return parameters;
    throw badRequest(
      'The gateway answers trusted documents only. Send the id of one as documentId.',
      'DOCUMENT_REQUIRED',
    );
  }
  const query = ids.map((id) => textOf.get(id)).find((text) => text !== undefined);
  if (query === undefined) {
    if (!only && others.query != null) return others;
    // In the mode `only`, a client that then sent the text would be refused again.
    if (!only && ids[0] === hash) throw persistedQueryError('NotFound');
    throw badRequest('No trusted document has this id.', 'DOCUMENT_NOT_FOUND');
  }
  if (others.query != null && !isSameDocument(others.query, query)) {
    throw badRequest(
      'The text in query is not the document that the id names. Send either the text or the id.',
      'DOCUMENT_MISMATCH',
    );
  }
  return { ...others, query };
}

/** Has a client that sends hashes only send texts instead, where there are no trusted documents. */
export function withoutTrustedDocuments(parameters: RequestParameters): RequestParameters {
  if (parameters.query == null && persistedHash(parameters) !== null) throw persistedQueryError('NotSupported');
  return parameters;
}

/** The ids that a request gives for its document; empty if it has none. */
function idsIn(documentId: unknown, hash: string | null): readonly string[] {
  if (typeof documentId === 'string') return [documentId];
  if (documentId != null) throw badRequest('The parameter "documentId" must be a string.');
  return hash === null ? [] : [hash, `sha256:${hash}`];
}

function persistedHash({ extensions }: RequestParameters): string | null {
  const hash = object(object(extensions)?.persistedQuery)?.sha256Hash;
  return typeof hash === 'string' ? hash : null;
}

/**
 * An error by whose message and code clients send the text instead: HTTP 200 as `application/json`, because some clients do
 * not read the body of a 400.
 */
function persistedQueryError(what: 'NotFound' | 'NotSupported') {
  const code = ({ NotFound: 'PERSISTED_QUERY_NOT_FOUND', NotSupported: 'PERSISTED_QUERY_NOT_SUPPORTED' } as const)[
    what
  ];
  return createGraphQLError(`PersistedQuery${what}`, { extensions: { code, http: { spec: true, status: 400 } } });
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
