import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isUnionType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  TypeNameMetaFieldDef,
} from 'graphql';
import type { Fragments } from '../operations/fragments.ts';

/** A selection set, and the type that it selects from. */
export type TypedSelection = { readonly type: GraphQLCompositeType; readonly set: SelectionSetNode };

/** A field's definition in the schema. */
export type Definition = GraphQLField<unknown, unknown>;

/** A field that was searched for. */
export type Found = {
  readonly node: FieldNode;
  readonly definition: Definition;
  /** The name of its parent's type. */
  readonly parent: string;
  /** The keys of an answer that lead to it, its own included. */
  readonly path: readonly string[];
  /** Whether a field above it is a list. */
  readonly inList: boolean;
  /** What is selected from it; null if it is a leaf. */
  readonly inner: TypedSelection | null;
  /** The selection of this field alone, as `change` makes it. Fragments above it become inline. */
  alone(change: (field: FieldNode) => FieldNode): SelectionNode;
};

/** The outermost fields that `isWanted`, in the order of a valid document. */
export function findFields(
  schema: GraphQLSchema,
  fragments: Fragments,
  from: TypedSelection,
  isWanted: (definition: Definition) => boolean,
): readonly Found[] {
  type Above = Pick<Found, 'path' | 'inList'> & { wrap(inner: SelectionNode): SelectionNode };
  const search = ({ type, set }: TypedSelection, above: Above): readonly Found[] =>
    set.selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return inField(selection, type, above);
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (fragment === undefined) return [];
      const { typeCondition, selectionSet } = fragment;
      const inner = typeCondition === undefined ? type : schema.getType(typeCondition.name.value);
      if (!isCompositeType(inner)) return [];
      const { directives = [] } = selection;
      const on = typeCondition === undefined ? {} : { typeCondition };
      const wrap = (it: SelectionNode) =>
        above.wrap({ kind: Kind.INLINE_FRAGMENT, ...on, directives, selectionSet: only(it) });
      return search({ type: inner, set: selectionSet }, { ...above, wrap });
    });
  const inField = (field: FieldNode, parent: GraphQLCompositeType, above: Above): readonly Found[] => {
    const definition = definitionOf(parent, field.name.value);
    if (definition === undefined) return [];
    const type = getNamedType(definition.type);
    const inner = field.selectionSet && isCompositeType(type) ? { type, set: field.selectionSet } : null;
    const path = [...above.path, field.alias?.value ?? field.name.value];
    if (isWanted(definition)) {
      const alone: Found['alone'] = (change) => above.wrap(change(field));
      return [{ node: field, definition, parent: parent.name, path, inList: above.inList, inner, alone }];
    }
    const wrap = (it: SelectionNode) => above.wrap({ ...field, selectionSet: only(it) });
    return inner === null ? [] : search(inner, { path, inList: above.inList || isList(definition.type), wrap });
  };
  return search(from, { path: [], inList: false, wrap: (it) => it });
}

/** Whether a field of this type has a list. */
export function isList(type: GraphQLOutputType): boolean {
  return isListType(getNullableType(type));
}

/** A selection set of these alone. */
export function only(...selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}

function definitionOf(type: GraphQLCompositeType, name: string): Definition | undefined {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  return isUnionType(type) ? undefined : type.getFields()[name];
}
