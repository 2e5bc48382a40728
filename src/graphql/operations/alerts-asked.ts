import {
  type FieldNode,
  type FragmentDefinitionNode,
  getArgumentValues,
  getVariableValues,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Asked } from './operation-cost.ts';

type Arguments = Readonly<Record<string, unknown>>;

/** The mutations that send alerts, and how many each sends by its arguments. */
const ALERTS = new Map<string, (args: Arguments) => number>([
  ['sendProactiveAlert', () => 1],
  ['sendProactiveAlerts', ({ inputs }) => (Array.isArray(inputs) ? inputs.length : 0)],
]);

/**
 * How many alerts an operation asks to be sent, over all its fields. The operation is valid, its variables are, and it
 * has no more root fields than are allowed.
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
      const count = ALERTS.get(node.name.value);
      return definition && count ? count(getArgumentValues(definition, node, coerced)) : 0;
    })
    .reduce((sum, count) => sum + count, 0);
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
