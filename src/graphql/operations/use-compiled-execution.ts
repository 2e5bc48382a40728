import { type DocumentNode, type ExecutionArgs, type ExecutionResult, execute, getOperationAST } from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Plugin } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import type { Context } from '../../request/context.ts';
import { forgetAuthorization } from '../../schema/authorization.ts';
import { placedError } from '../placed-error.ts';
import { fitsGraphQL } from './fits-graphql.ts';
import { withDefaults } from './input-defaults.ts';
import { withoutOmitted } from './omitted-fields.ts';
import { operationSize } from './operation-size.ts';

/** The bytes of a compiled operation and of each of its fields, as measured. */
const BYTES_PER_OPERATION = 10_000;
const BYTES_PER_FIELD = 3000;

/** The approximate size of the cache of compiled operations. */
const MAX_BYTES = 64 * 1024 ** 2;

/** Longer documents are compiled at once, because graphql-js scans the source for each error. */
const MAX_INTERPRETED_LENGTH = 10_000;

/**
 * Runs repeated operations in compiled form, which takes a third of the time for a page of 1,000 transactions
 * (`npm run measure:own-time`). Compiling takes memory, and fifty times as long as running a small operation, so
 * graphql-js runs a document the first time, and the first time that fields of its input objects are omitted. `trusted`
 * documents are compiled at their first use.
 */
export function useCompiledExecution(trusted: Iterable<DocumentNode> = []): Plugin {
  const compiled = new LRUCache<object, CompiledQuery>({ maxSize: MAX_BYTES });
  const seen = new WeakSet<DocumentNode>(trusted);

  const compiledOf = (args: ExecutionArgs): CompiledQuery | ExecutionResult => {
    const { document, operationName } = args;
    const operation = getOperationAST(document, operationName);
    const known = operation && compiled.get(operation);
    if (known != null) return known;
    const query = compile(args, operation?.operation !== 'query');
    if (operation == null || !isCompiledQuery(query) || !seen.has(document)) return query;
    const { fields } = operationSize(operation, document);
    compiled.set(operation, query, { size: BYTES_PER_OPERATION + fields * BYTES_PER_FIELD });
    return query;
  };

  const run = async (given: ExecutionArgs): Promise<ExecutionResult> => {
    const operation = getOperationAST(given.document, given.operationName);
    const document = operation ? withoutOmitted(given.document, operation, given.variableValues ?? {}) : given.document;
    const args = { ...given, document };
    const isNew = !seen.has(document);
    try {
      if (isNew && (document.loc?.end ?? 0) <= MAX_INTERPRETED_LENGTH) return await execute(args);
      const result = await runCompiled(compiledOf(args), args);
      // The loaders of the context have all that a second run needs.
      return fitsGraphQL(result.data) ? result : await runCompiled(compile(args, true), args);
    } finally {
      seen.add(document);
      (args.contextValue as Context).end();
      forgetAuthorization(args.contextValue as Context);
    }
  };

  return { onExecute: ({ setExecuteFn }) => setExecuteFn(run) };
}

/** Compiles an operation, with or without checks of its leaves. These take a sixth of the time of a small query. */
function compile(
  { schema, document, operationName }: ExecutionArgs,
  checked: boolean,
): CompiledQuery | ExecutionResult {
  return compileQuery(schema, document, operationName ?? undefined, { disableLeafSerialization: !checked });
}

async function runCompiled(query: CompiledQuery | ExecutionResult, args: ExecutionArgs): Promise<ExecutionResult> {
  if (!isCompiledQuery(query)) return query;
  const { schema, document, operationName, rootValue, contextValue, variableValues } = args;
  const operation = getOperationAST(document, operationName);
  const variables = operation && withDefaults(schema, operation, variableValues ?? {});
  const result = await query.query(rootValue, contextValue, variables);
  if (result.errors === undefined) return result;
  // Errors of graphql-jit have no nodes; they become GraphQLErrors for `maskError`.
  const errors = result.errors.map(({ message, path, locations, originalError, extensions }) =>
    placedError({ path, locations }, message, { originalError, extensions }),
  );
  return { ...result, errors };
}
