import { type ExecutionResult, GraphQLError, type GraphQLErrorOptions } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** An error in place of another: at the same path, lines and columns, which need no second walk through the source. */
export function placedError(
  { path, locations }: Pick<GraphQLError, 'path' | 'locations'>,
  message: string,
  options: Pick<GraphQLErrorOptions, 'extensions' | 'originalError'>,
): GraphQLError {
  const error = new GraphQLError(message, { path: path ?? null, ...options });
  return locations === undefined
    ? error
    : Object.defineProperty(error, 'locations', { value: locations, enumerable: true });
}

/**
 * Prints errors at the places that they know. Yoga makes its own of each, and would walk through the whole source to find
 * its place again.
 */
export function usePlacedErrors(): Plugin {
  return {
    onResultProcess({ result, setResult }) {
      if (!('errors' in result) || !result.errors?.length) return;
      const errors = result.errors.map(printed);
      // In one order, whatever ran the operation.
      const stringify = ({ data, ...rest }: ExecutionResult) =>
        JSON.stringify({ ...('data' in result && { data }), ...rest, errors });
      setResult({ ...result, stringify } as typeof result);
    },
  };
}

/** What a client is shown; `http` is for the status line and the headers. */
function printed({ message, locations, path, extensions: { http: _, ...extensions } }: GraphQLError) {
  return { message, locations, path, ...(Object.keys(extensions).length > 0 && { extensions }) };
}
