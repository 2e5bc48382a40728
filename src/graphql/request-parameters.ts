import type { GraphQLParams } from 'graphql-yoga';
import { badRequest } from './bad-request.ts';
import { parseExactJson } from './exact-json.ts';
import { limitError } from './operations/limit-error.ts';

/** A request's parameters; their types are checked where they are used. */
export type RequestParameters = GraphQLParams & { readonly documentId?: unknown };

/**
 * Reads the parameters of a GET from its URL. Yoga's own parser ignores `documentId`, and treats invalid JSON in a query
 * string as an internal error.
 */
export function parametersInUrl(url: string): RequestParameters {
  const query = url.indexOf('?');
  const values = new URLSearchParams(query < 0 ? '' : url.slice(query));
  const present = (['query', 'documentId', 'operationName', 'variables', 'extensions'] as const).flatMap((name) => {
    const value = values.get(name);
    if (!value) return [];
    const isMap = name === 'variables' || name === 'extensions';
    return [[name, isMap ? parsed(value, `The parameter "${name}"`) : value]];
  });
  return Object.fromEntries(present);
}

/** Reads the parameters of a POST from its body. Yoga's own parser quotes an invalid body in the error. */
export function parametersInBody(text: string): RequestParameters {
  const body = parsed(text, 'The body');
  if (typeof body === 'object' && body !== null) return body;
  throw badRequest('The body must be a JSON object.');
}

/** The error for a body of more than `bodyBytes` bytes, which is not read. */
export function bodyTooLarge(bodyBytes: number, contentLength: string | undefined): Error {
  return limitError('bodyBytes', bodyBytes, contentLength === undefined ? null : Number(contentLength));
}

function parsed(text: string, subject: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    throw badRequest(`${subject} is not JSON.`);
  }
}
