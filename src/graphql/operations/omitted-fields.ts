import { type DocumentNode, Kind, type ObjectFieldNode, type OperationDefinitionNode, visit } from 'graphql';
import type { VariableValues } from './variable-values.ts';

/** What is known of a document. */
type Known = {
  /** The variables that are fields of input objects. */
  readonly variables: ReadonlySet<string>;
  /** The documents without some of these fields, by the names of their variables. */
  readonly variants: Map<string, DocumentNode>;
};

/** The most variants that are kept of a document. */
const MAX_VARIANTS = 8;

const known = new WeakMap<DocumentNode, Known>();

/**
 * A document without the fields of input objects whose variables have no value; the same document if there are none.
 * GraphQL omits such a field, or gives it its default; graphql-jit makes it null.
 */
export function withoutOmitted(
  document: DocumentNode,
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: VariableValues,
): DocumentNode {
  const { variables, variants } = known.get(document) ?? remember(document);
  if (variables.size === 0) return document;
  const omitted = variableDefinitions
    .filter(({ defaultValue }) => defaultValue === undefined)
    .map(({ variable }) => variable.name.value)
    .filter((name) => variables.has(name) && given[name] === undefined);
  if (omitted.length === 0) return document;
  const name = omitted.join();
  const variant = variants.get(name) ?? without(document, new Set(omitted));
  if (variants.size < MAX_VARIANTS) variants.set(name, variant);
  return variant;
}

function remember(document: DocumentNode): Known {
  const first: Known = { variables: fieldVariables(document), variants: new Map() };
  known.set(document, first);
  return first;
}

function without(document: DocumentNode, omitted: ReadonlySet<string>): DocumentNode {
  return visit(document, {
    ObjectField: (field) => (omitted.has(variableOf(field) ?? '') ? null : undefined),
  });
}

function fieldVariables(document: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(document, {
    ObjectField(field) {
      const name = variableOf(field);
      if (name !== null) names.add(name);
    },
  });
  return names;
}

function variableOf({ value }: ObjectFieldNode): string | null {
  return value.kind === Kind.VARIABLE ? value.name.value : null;
}
