import { type ExecutionResult, GraphQLError, type GraphQLErrorOptions } from 'graphql';

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
 * A result that yoga prints with the locations that its errors have. Yoga would copy each error, and compute its locations
 * from the whole source again.
 */
export function withPlacedErrors(result: ExecutionResult): ExecutionResult {
  if (!result.errors?.length) return result;
  const errors = result.errors.map(shownError);
  // Members in one order, whether graphql-js or graphql-jit ran the operation.
  const stringify = ({ data, ...rest }: ExecutionResult) =>
    JSON.stringify({ ...('data' in result && { data }), ...rest, errors });
  return { ...result, stringify } as ExecutionResult;
}

/** An error as a client sees it; `http` is for the status and the headers only. */
export function shownError({ message, locations, path, extensions: { http: _, ...extensions } }: GraphQLError) {
  return { message, locations, path, ...(Object.keys(extensions).length > 0 && { extensions }) };
}
