import {
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLSchema,
  getArgumentValues,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { type Fragments, fragmentsOf } from './fragments.ts';
import type { VariableValues } from './variable-values.ts';

/** An operation and its variables. `alone` is a document with this operation and all fragments. */
type RunnableOperation = {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly alone: DocumentNode;
  readonly values: VariableValues;
};

/**
 * Counts the alerts that an operation sends, by the extension `alerts` of each mutation in the schema. The operation and
 * its variables must be valid, and its root fields within their limit. Throws if a mutation lacks the extension, so that
 * none escapes the limit.
 */
export function alertsAsked({ schema, operation, alone, values }: RunnableOperation): number {
  if (operation.operation !== 'mutation') return 0;
  const fragments = fragmentsOf(alone);
  const fields = schema.getMutationType()?.getFields();
  return rootFields(operation.selectionSet, fragments)
    .map((node) => {
      const definition = fields?.[node.name.value];
      return definition === undefined ? 0 : countOf(definition)(getArgumentValues(definition, node, values));
    })
    .reduce((sum, count) => sum + count, 0);
}

function countOf({ name, extensions: { alerts } }: GraphQLField<unknown, unknown>): (args: object) => number {
  if (typeof alerts === 'function') return (args) => alerts(args);
  throw new Error(`Mutation.${name} does not say how many alerts it sends.`);
}

function rootFields({ selections }: SelectionSetNode, fragments: Fragments): readonly FieldNode[] {
  return selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return [node];
    const inside = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
    return inside === undefined ? [] : rootFields(inside.selectionSet, fragments);
  });
}
