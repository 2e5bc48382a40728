import type { GraphQLParams, Plugin } from 'graphql-yoga';
import type { Arrival } from '../request/request-facts.ts';
import { parseExactJson } from './exact-json.ts';
import { limitError } from './operations/limit-error.ts';
import { badRequest } from './refusal.ts';

/** A request's parameters; their types are checked where they are used. */
export type RequestParameters = GraphQLParams & { readonly documentId?: unknown };

/**
 * Reads a request's parameters from its JSON body or its query string. Yoga's own parsers ignore `documentId`, treat
 * invalid JSON in a query string as an internal error, and quote an invalid body in the error.
 */
export function useRequestParameters(bodyBytes: number): Plugin<Record<string, unknown>, Arrival> {
  return {
    onRequestParse({ request, serverContext: { body }, setRequestParser }) {
      setRequestParser(
        request.method === 'GET' ? fromQueryString : ({ headers }) => fromBody(body, headers, bodyBytes),
      );
    },
  };
}

function fromQueryString({ url }: Request): RequestParameters {
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

function fromBody(text: string | null, headers: Headers, bodyBytes: number): RequestParameters {
  if (text === null) {
    const length = headers.get('content-length');
    throw limitError('bodyBytes', bodyBytes, length === null ? null : Number(length));
  }
  const body = parsed(text, 'The body');
  if (typeof body === 'object' && body !== null) return body;
  throw badRequest('The body must be a JSON object.');
}

function parsed(text: string, subject: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    throw badRequest(`${subject} is not JSON.`);
  }
}
