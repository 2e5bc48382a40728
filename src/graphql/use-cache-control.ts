import { type ExecutionArgs, type ExecutionResult, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Context } from '../request/context.ts';

/** The header by which a client requests fresh data, and which says how long a response is fresh. */
const CACHE_CONTROL = 'cache-control';

/** Whether a client's `Cache-Control` header has `no-cache`. */
export function hasNoCache(headers: Headers): boolean {
  const directives = headers.get(CACHE_CONTROL)?.toLowerCase().split(',') ?? [];
  return directives.some((directive) => directive.trim() === 'no-cache');
}

/**
 * Sets `Cache-Control`: a response is fresh as long as the least fresh data in it. It is `no-store` if the response has
 * errors, is of a mutation, or if its freshness is not known. `extensions.stale` has the time of the oldest stale data.
 */
export function useCacheControl(): Plugin {
  return {
    onExecute: ({ args }) => ({
      onExecuteDone({ result, setResult }) {
        if (Symbol.asyncIterator in result) return;
        setResult({ ...result, extensions: { ...result.extensions, ...extensionsOf(args, result) } });
      },
    }),
    onResponse({ response }) {
      if (!response.headers.has(CACHE_CONTROL)) response.headers.set(CACHE_CONTROL, 'no-store');
    },
  };
}

function extensionsOf(args: ExecutionArgs, { errors }: ExecutionResult) {
  const { freshness } = args.contextValue as Context;
  const isQuery = getOperationAST(args.document, args.operationName)?.operation === 'query';
  const freshForMs = freshness.freshForMs();
  const isCacheable = isQuery && errors === undefined && freshForMs !== null;
  const header = isCacheable ? `private, max-age=${Math.floor(freshForMs / 1000)}` : 'no-store';
  const oldest = freshness.oldestStaleAt();
  return {
    // Yoga turns this into a header.
    http: { headers: { [CACHE_CONTROL]: header } },
    ...(oldest !== null && { stale: { oldestFetchedAt: new Date(oldest).toISOString() } }),
  };
}
