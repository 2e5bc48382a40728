import { type DocumentNode, Kind, type ObjectFieldNode, type OperationDefinitionNode, visit } from 'graphql';
import type { VariableValues } from './variable-values.ts';

/** The variables of documents that are fields of input objects. */
const known = new WeakMap<DocumentNode, ReadonlySet<string>>();

/**
 * A document without the fields of input objects whose variables have no value; the same document if there are none.
 * GraphQL omits such a field, or gives it its default; graphql-jit makes it null.
 */
export function withoutOmitted(
  document: DocumentNode,
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: VariableValues,
): DocumentNode {
  const ofFields = known.get(document) ?? fieldVariables(document);
  known.set(document, ofFields);
  const omitted = variableDefinitions
    .filter(({ defaultValue }) => defaultValue === undefined)
    .map(({ variable }) => variable.name.value)
    .filter((name) => ofFields.has(name) && given[name] === undefined);
  if (omitted.length === 0) return document;
  return visit(document, {
    ObjectField: (field) => (omitted.includes(variableOf(field) ?? '') ? null : undefined),
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
