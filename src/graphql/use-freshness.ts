import { type ExecutionArgs, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Context } from '../request/context.ts';
import type { Run } from '../request/run.ts';

/**
 * Records until when an answer is fresh: as long as the least fresh data in it. It must not be stored if it has errors, is of
 * a mutation, or if its freshness is not known. `extensions.stale` has the time of the oldest stale data.
 */
export function useFreshness(): Plugin<Run, Run> {
  return {
    onExecute: ({ args, context: { facts } }) => ({
      onExecuteDone({ result, setResult }) {
        if (Symbol.asyncIterator in result) return;
        const { freshness } = args.contextValue as unknown as Context;
        facts.freshUntil = isQuery(args) && result.errors === undefined ? freshness.freshUntil() : null;
        const oldest = freshness.oldestStaleAt();
        if (oldest === null) return;
        const stale = { oldestFetchedAt: new Date(oldest).toISOString() };
        setResult({ ...result, extensions: { ...result.extensions, stale } });
      },
    }),
  };
}

function isQuery({ document, operationName }: ExecutionArgs): boolean {
  return getOperationAST(document, operationName)?.operation === 'query';
}
