import { type DocumentNode, getOperationAST, Kind, type OperationDefinitionNode } from 'graphql';
import { type OperationSize, operationSize } from './operation-size.ts';

/** What an operation's document says about it. */
export type KnownOperation = {
  /** Tells it from all other operations of one finder. */
  readonly index: number;
  readonly operation: OperationDefinitionNode;
  readonly size: OperationSize;
  /** A document with this operation and all fragments. */
  readonly alone: DocumentNode;
};

/** The cost of an operation in points, and the number of alerts that it sends. */
export type Price = { readonly cost: number; readonly alerts: number };

/** Finds the operation of a document by its name, or the only one without a name; null if there is none. */
export type FindOperation = (document: DocumentNode, name: string | null | undefined) => KnownOperation | null;

/** Analyzes each operation once while its document is in the parser cache. */
export function createOperationFinder(): FindOperation {
  const known = new WeakMap<DocumentNode, Map<string, KnownOperation>>();
  let count = 0;
  return (document, name) => {
    const operations = known.get(document) ?? new Map<string, KnownOperation>();
    known.set(document, operations);
    const found = operations.get(name ?? '') ?? analyze(document, name, count++);
    if (found !== null) operations.set(name ?? '', found);
    return found;
  };
}

function analyze(document: DocumentNode, name: string | null | undefined, index: number): KnownOperation | null {
  const operation = getOperationAST(document, name);
  if (operation == null) return null;
  const others = document.definitions.filter(({ kind }) => kind !== Kind.OPERATION_DEFINITION);
  const alone = { ...document, definitions: [operation, ...others] };
  return { index, operation, size: operationSize(operation, document), alone };
}
