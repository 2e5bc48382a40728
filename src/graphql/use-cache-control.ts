import { type ExecutionArgs, type ExecutionResult, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Context } from '../request/context.ts';

/** The header by which a client forces fresh answers, and by which it is told how long an answer is good for. */
const CACHE_CONTROL = 'cache-control';

/** Whether a client's `Cache-Control` header asks for answers that are read anew. */
export function asksForFresh(headers: Headers): boolean {
  const directives = headers.get(CACHE_CONTROL)?.toLowerCase().split(',') ?? [];
  return directives.some((directive) => directive.trim() === 'no-cache');
}

/**
 * Tells by `Cache-Control` how long an answer is good for: as long as the least fresh of what it was made of, and not at
 * all when it has errors, changed something, or nothing is known. Tells by `extensions.stale` that something in it was
 * older than it should be, and how old.
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
  const { kept } = args.contextValue as Context;
  const isQuery = getOperationAST(args.document, args.operationName)?.operation === 'query';
  const freshForMs = kept.freshForMs();
  const isGood = isQuery && errors === undefined && freshForMs !== null;
  const header = isGood ? `private, max-age=${Math.floor(freshForMs / 1000)}` : 'no-store';
  const oldest = kept.oldestStaleAt();
  return {
    // Becomes a header, and is not in the body.
    http: { headers: { [CACHE_CONTROL]: header } },
    ...(oldest !== null && { stale: { oldestFetchedAt: new Date(oldest).toISOString() } }),
  };
}
