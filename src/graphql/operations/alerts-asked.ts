import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  getArgumentValues,
  getVariableValues,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Asked } from './operation-price.ts';

/**
 * How many alerts an operation asks to be sent, over all its fields, as each mutation of the schema says by the extension
 * `alerts`. The operation is valid, its variables are, and it has no more root fields than are allowed. Throws when a
 * mutation does not say: one that sends must not pass the limit uncounted.
 */
export function alertsAsked({ schema, operation, alone, variables }: Asked): number {
  if (operation.operation !== 'mutation') return 0;
  const { coerced = {} } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  const fragments = new Map(
    alone.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((definition) => [definition.name.value, definition]),
  );
  const fields = schema.getMutationType()?.getFields();
  return rootFields(operation.selectionSet, fragments)
    .map((node) => {
      const definition = fields?.[node.name.value];
      return definition === undefined ? 0 : countOf(definition)(getArgumentValues(definition, node, coerced));
    })
    .reduce((sum, count) => sum + count, 0);
}

function countOf({ name, extensions: { alerts } }: GraphQLField<unknown, unknown>): (args: object) => number {
  if (typeof alerts === 'function') return (args) => alerts(args);
  throw new Error(`Mutation.${name} does not say how many alerts it sends.`);
}

function rootFields(
  { selections }: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): readonly FieldNode[] {
  return selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return [node];
    const inside = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
    return inside === undefined ? [] : rootFields(inside.selectionSet, fragments);
  });
}
