import type { ExecutionResult } from 'graphql';
import { type FetchAPI, processRegularResult } from 'graphql-yoga';
import { withPlacedErrors } from './placed-error.ts';
import { withQuietErrors } from './quiet-errors.ts';

/** A media type of responses. */
export type MediaType = 'application/json' | 'application/graphql-response+json';

/** The response to a request, as yoga makes it. */
export type GraphQLResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** A response that is not a stream. */
class PlainResponse implements GraphQLResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;

  constructor(body: string, { status, headers }: Pick<GraphQLResponse, 'status' | 'headers'>) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

const PLAIN = { Response: PlainResponse } as unknown as FetchAPI;

/** Prints a result, with the status and headers that yoga gives it. */
export function printResult(result: ExecutionResult, mediaType: MediaType): GraphQLResponse {
  const shown = withPlacedErrors(withQuietErrors(result));
  return processRegularResult(shown as never, PLAIN, mediaType) as unknown as PlainResponse;
}
