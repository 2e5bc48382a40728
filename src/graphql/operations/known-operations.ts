import { type DocumentNode, getOperationAST, Kind, type OperationDefinitionNode } from 'graphql';
import { type OperationSize, operationSize } from './operation-size.ts';

/** What is known of an operation from its document alone. */
export type KnownOperation = {
  readonly operation: OperationDefinitionNode;
  readonly size: OperationSize;
  /** A document of the operation and all fragments, and of no other operation. */
  readonly alone: DocumentNode;
  /** What it costs, and the alerts it asks for, where it has no variables to change that; null until that is known, or where it has. */
  price: Price | null;
};

/** What an operation costs, in points, and how many alerts it asks for. */
export type Price = { readonly cost: number; readonly alerts: number };

/** Finds the operation of a document that runs under a name, or without one; null when there is none. */
export type FindOperation = (document: DocumentNode, name: string | null | undefined) => KnownOperation | null;

/** Looks at each operation once, for as long as its document lives in the server's parser cache. */
export function knowOperations(): FindOperation {
  const known = new WeakMap<DocumentNode, Map<string, KnownOperation>>();
  return (document, name) => {
    const operations = known.get(document) ?? new Map<string, KnownOperation>();
    known.set(document, operations);
    const found = operations.get(name ?? '') ?? look(document, name);
    if (found !== null) operations.set(name ?? '', found);
    return found;
  };
}

function look(document: DocumentNode, name: string | null | undefined): KnownOperation | null {
  const operation = getOperationAST(document, name);
  if (operation == null) return null;
  const others = document.definitions.filter(({ kind }) => kind !== Kind.OPERATION_DEFINITION);
  const alone = { ...document, definitions: [operation, ...others] };
  return { operation, size: operationSize(operation, document), alone, price: null };
}
