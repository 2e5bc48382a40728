import {
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { type Fragments, fragmentsOf } from './fragments.ts';

/** The size of an operation with its fragments expanded, as the limits of the same names count it. */
export type OperationSize = {
  /** Levels of fields. */
  readonly depth: number;
  readonly rootFields: number;
  readonly fields: number;
  readonly aliases: number;
  /** Including those on the operation and its variables. */
  readonly directives: number;
};

const NOTHING: OperationSize = { depth: 0, rootFields: 0, fields: 0, aliases: 0, directives: 0 };

type Measure<N> = (node: N) => OperationSize;

/**
 * Measures an operation in one pass: each fragment is measured once, however often it is spread. An unknown or recursive
 * spread counts as nothing, because validation refuses it.
 */
export function operationSize(operation: OperationDefinitionNode, document: DocumentNode): OperationSize {
  const size = measureSelections(operation.selectionSet, measureSpread(fragmentsOf(document)));
  return [operation, ...(operation.variableDefinitions ?? [])].reduce(withDirectives, size);
}

function measureSpread(fragments: Fragments): Measure<string> {
  const known = new Map<string, OperationSize>();
  const measure: Measure<string> = (name) => {
    const fragment = fragments.get(name);
    const size = known.get(name);
    if (size !== undefined || fragment === undefined) return size ?? NOTHING;
    known.set(name, NOTHING);
    const measured = withDirectives(measureSelections(fragment.selectionSet, measure), fragment);
    known.set(name, measured);
    return measured;
  };
  return measure;
}

function measureSelections({ selections }: SelectionSetNode, spread: Measure<string>): OperationSize {
  let sum = NOTHING;
  // A loop, because it needs less stack per level than reduce.
  for (const selection of selections) sum = together(sum, measureSelection(selection, spread));
  return sum;
}

function measureSelection(node: SelectionNode, spread: Measure<string>): OperationSize {
  if (node.kind === Kind.FRAGMENT_SPREAD) return withDirectives(spread(node.name.value), node);
  const inside = node.selectionSet === undefined ? NOTHING : measureSelections(node.selectionSet, spread);
  if (node.kind === Kind.INLINE_FRAGMENT) return withDirectives(inside, node);
  return {
    depth: inside.depth + 1,
    rootFields: 1,
    fields: inside.fields + 1,
    aliases: inside.aliases + (node.alias === undefined ? 0 : 1),
    directives: inside.directives + directivesOf(node),
  };
}

function together(one: OperationSize, other: OperationSize): OperationSize {
  return {
    depth: Math.max(one.depth, other.depth),
    rootFields: one.rootFields + other.rootFields,
    fields: one.fields + other.fields,
    aliases: one.aliases + other.aliases,
    directives: one.directives + other.directives,
  };
}

type MayHaveDirectives = { readonly directives?: readonly unknown[] | undefined };

function withDirectives(size: OperationSize, node: MayHaveDirectives): OperationSize {
  return { ...size, directives: size.directives + directivesOf(node) };
}

function directivesOf({ directives = [] }: MayHaveDirectives): number {
  return directives.length;
}
