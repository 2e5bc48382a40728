import { type DocumentNode, getOperationAST, Kind, OperationTypeNode } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Run } from '../request/run.ts';
import { badRequest } from './bad-request.ts';

/**
 * Runs a subscription as the query with the same fields, once for each of its events. It is validated as what it is, and
 * refused in a run whose client takes no stream. Goes after the plugin that finds the operation's type.
 */
export function useLiveQueries(): Plugin<Run, Run> {
  /** Both ways, because caches of parsed documents may hold either. */
  const queryOf = new WeakMap<DocumentNode, DocumentNode>();
  const writtenAs = new WeakMap<DocumentNode, DocumentNode>();

  const runnable = (document: DocumentNode): DocumentNode => {
    const known = queryOf.get(document);
    if (known !== undefined || writtenAs.has(document) || !document.definitions.some(isSubscription)) {
      return known ?? document;
    }
    const query = { ...document, definitions: document.definitions.map(asQuery) };
    queryOf.set(document, query);
    writtenAs.set(query, document);
    return query;
  };

  return {
    onParse:
      () =>
      ({ result, replaceParseResult }) => {
        if (!(result instanceof Error)) replaceParseResult(runnable(result));
      },
    onValidate({ validateFn, setValidationFn }) {
      setValidationFn((schema, document, ...rest) => validateFn(schema, writtenAs.get(document) ?? document, ...rest));
    },
    onExecute({ args: { document, operationName }, context: { facts, streams } }) {
      const written = writtenAs.get(document);
      if (written === undefined || getOperationAST(written, operationName)?.operation !== 'subscription') return;
      facts.operationType = 'subscription';
      if (!streams)
        throw badRequest('A subscription is a stream: Accept must be text/event-stream.', 'NOT_ACCEPTABLE', 406);
    },
  };
}

type Definition = DocumentNode['definitions'][number];

function isSubscription(definition: Definition): boolean {
  return definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.SUBSCRIPTION;
}

function asQuery(definition: Definition): Definition {
  if (definition.kind !== Kind.OPERATION_DEFINITION || !isSubscription(definition)) return definition;
  return { ...definition, operation: OperationTypeNode.QUERY };
}
