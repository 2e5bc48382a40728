import { type DocumentNode, type ExecutionArgs, type ExecutionResult, execute, getOperationAST } from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Plugin } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import { placedError } from '../placed-error.ts';
import { operationSize } from './operation-size.ts';

/** Bytes that a compiled operation takes, and each of its fields, as measured. */
const BYTES_PER_OPERATION = 10_000;
const BYTES_PER_FIELD = 3000;

/** Bytes of the compiled operations that are kept, about. */
const MAX_BYTES = 64 * 1024 ** 2;

/** graphql-js walks through the source once for each error: what is longer is compiled the first time. */
const LONGEST_PLAIN_SOURCE = 10_000;

/**
 * Runs operations that come again in a compiled form: a page of 1,000 transactions is put together in a third of the
 * time (`npm run measure:own-time`). To compile takes fifty times as long as to run a small operation, and memory, so
 * graphql-js runs what comes for the first time. `trusted` documents are known to come again.
 */
export function useCompiledExecution(trusted: Iterable<DocumentNode> = []): Plugin {
  const compiled = new LRUCache<object, CompiledQuery>({ maxSize: MAX_BYTES });
  const seen = new WeakSet<DocumentNode>(trusted);

  const compiledOf = ({ schema, document, operationName }: ExecutionArgs): CompiledQuery | ExecutionResult => {
    const operation = getOperationAST(document, operationName);
    const known = operation && compiled.get(operation);
    if (known != null) return known;
    const query = compileQuery(schema, document, operationName ?? undefined);
    if (operation == null || !isCompiledQuery(query) || !seen.has(document)) return query;
    const { fields } = operationSize(operation, document);
    compiled.set(operation, query, { size: BYTES_PER_OPERATION + fields * BYTES_PER_FIELD });
    return query;
  };

  const run = async (args: ExecutionArgs): Promise<ExecutionResult> => {
    const { document } = args;
    const isNew = !seen.has(document);
    try {
      if (isNew && (document.loc?.end ?? 0) <= LONGEST_PLAIN_SOURCE) return await execute(args);
      return await runCompiled(compiledOf(args), args);
    } finally {
      seen.add(document);
    }
  };

  return { onExecute: ({ setExecuteFn }) => setExecuteFn(run) };
}

async function runCompiled(query: CompiledQuery | ExecutionResult, args: ExecutionArgs): Promise<ExecutionResult> {
  if (!isCompiledQuery(query)) return query;
  const result = await query.query(args.rootValue, args.contextValue, args.variableValues ?? {});
  if (result.errors === undefined) return result;
  // The compiled form's errors know no nodes; whoever makes others of them is to find a GraphQLError.
  const errors = result.errors.map(({ message, path, locations, originalError, extensions }) =>
    placedError({ path, locations }, message, { originalError, extensions }),
  );
  return { ...result, errors };
}
