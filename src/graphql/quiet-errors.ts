import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { maskDigits } from '../log/masked.ts';
import { isLimitError } from './operations/limit-error.ts';

/** A variable's value is quoted whole, with all that stands beside the fault. */
const QUOTED_VALUE = /got invalid value (?:[\s\S]*(?= at "[\w.[\]]+"; )|[\s\S]*(?=; ))/;

/**
 * One of GraphQL's own errors without the values and long numbers that it quotes: errors end up in the logs of clients
 * and of what stands between, and phone numbers must not.
 */
export function quietError(error: GraphQLError): GraphQLError {
  // A limit quotes no one: its long numbers are figures.
  if (isLimitError(error)) return error;
  const message = maskDigits(error.message.replace(QUOTED_VALUE, 'got an invalid value'));
  const { nodes, source, positions, path } = error;
  // yoga puts the error of JSON.parse there, and that one quotes the body.
  const { originalError: _, ...extensions } = error.extensions;
  return new GraphQLError(message, { nodes: nodes ?? null, source, positions, path, extensions });
}

/** Quiets the errors of bodies and documents that do not parse or fit the schema; those of execution go through `maskError`. */
export function useQuietErrors(): Plugin {
  return {
    onResultProcess({ result, setResult }) {
      if (!('errors' in result) || result.errors === undefined || !result.errors.some(isOfInput)) return;
      setResult({ ...result, errors: result.errors.map((error) => (isOfInput(error) ? quietError(error) : error)) });
    },
  };
}

function isOfInput({ extensions }: GraphQLError): boolean {
  return /^GRAPHQL_|^BAD_REQUEST$/.test(String(extensions?.code));
}
