import { type ExecutionResult, GraphQLError, type GraphQLErrorOptions } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** An error with the path and locations of another. They are copied, not computed from the source again. */
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
 * Prints errors with the locations that they have. Yoga would copy each error, and compute its locations from the whole
 * source again.
 */
export function usePlacedErrors(): Plugin {
  return {
    onResultProcess({ result, setResult }) {
      if (!('errors' in result) || !result.errors?.length) return;
      const errors = result.errors.map(printed);
      // Members in one order, whether graphql-js or graphql-jit ran the operation.
      const stringify = ({ data, ...rest }: ExecutionResult) =>
        JSON.stringify({ ...('data' in result && { data }), ...rest, errors });
      setResult({ ...result, stringify } as typeof result);
    },
  };
}

/** An error as a client sees it; `http` is for the status and the headers only. */
function printed({ message, locations, path, extensions: { http: _, ...extensions } }: GraphQLError) {
  return { message, locations, path, ...(Object.keys(extensions).length > 0 && { extensions }) };
}
