import type { IncomingMessage } from 'node:http';
import type { TrustedDocuments } from './documents/trusted-documents.ts';
import { withoutTrustedDocuments, withTrustedDocument } from './documents/use-trusted-documents.ts';
import { bodyTooLarge, parametersInBody, parametersInUrl, type RequestParameters } from './request-parameters.ts';

/** Where the parameters of a request are: its head, and the bytes of its body; null if these are too many to be read. */
export type ParameterSource = {
  readonly request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>;
  readonly body: Buffer | null;
};

/**
 * Reads the parameters of a request when they are first asked for. Throws each time if they are not valid, or if they name
 * a document that is not trusted.
 */
export function parameterReader(
  { request, body }: ParameterSource,
  bodyBytes: number,
  documents: TrustedDocuments | null,
): () => RequestParameters {
  let known: RequestParameters | undefined;
  const read = () => {
    if (request.method === 'GET') return parametersInUrl(request.url ?? '');
    if (body !== null) return parametersInBody(body.toString('utf8'));
    throw bodyTooLarge(bodyBytes, request.headers['content-length']);
  };
  return () => {
    known ??= documents === null ? withoutTrustedDocuments(read()) : withTrustedDocument(read(), documents);
    return known;
  };
}
