import type { GraphQLSchema } from 'graphql';
import type { Fragments } from '../operations/fragments.ts';
import { findFields, isList, type TypedSelection } from './find-fields.ts';

/** The keys that lead from an item to a value. */
export type Column = readonly string[];

/** The columns of items of which all of `selections` are selected: one for each leaf, and one for each list. */
export function columnsOf(
  schema: GraphQLSchema,
  fragments: Fragments,
  selections: readonly TypedSelection[],
): readonly Column[] {
  const fields = selections.flatMap((from) => findFields(schema, fragments, from, () => true));
  const byKey = Map.groupBy(fields, ({ path: [key = ''] }) => key);
  return [...byKey].flatMap(([key, group]): readonly Column[] => {
    const inner = group.flatMap(({ inner, definition }) => (inner === null || isList(definition.type) ? [] : [inner]));
    return inner.length === 0 ? [[key]] : columnsOf(schema, fragments, inner).map((rest) => [key, ...rest]);
  });
}
