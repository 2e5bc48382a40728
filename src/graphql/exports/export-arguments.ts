import {
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getVariableValues,
  type OperationDefinitionNode,
} from 'graphql';
import { askedRange, type TimeRangeInput } from '../../resolvers/time-range.ts';
import type { VariableValues } from '../operations/variable-values.ts';
import type { Found } from './find-fields.ts';

/** The arguments that choose a page. */
export const PAGE_ARGUMENTS: readonly string[] = ['first', 'after', 'last', 'before'];

/**
 * The arguments of a connection by name, with the schema's defaults, but without those of pages. A range has its start and
 * end at `now`, in epoch milliseconds. Throws if they are not valid.
 */
export function exportArguments(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  { definition, node }: Pick<Found, 'definition' | 'node'>,
  { variables, now }: { readonly variables: VariableValues; readonly now: number },
): Readonly<Record<string, unknown>> {
  const { coerced = {} } = getVariableValues(schema, variableDefinitions, variables);
  const values = getArgumentValues(definition, node, coerced);
  const shown = definition.args.filter(({ name }) => name in values && !PAGE_ARGUMENTS.includes(name));
  return Object.fromEntries(
    shown.map(({ name, type }) => {
      const isRange = getNamedType(type).name === 'TimeRangeInput';
      return [name, isRange ? resolved(name, values[name] as TimeRangeInput | null, now) : values[name]];
    }),
  );
}

function resolved(name: string, input: TimeRangeInput | null, now: number): unknown {
  if (input === null) return null;
  const { startMs, endMs } = askedRange(name, input, { now, freshness: { onFreshness() {} } }).range;
  return { ...input, start: new Date(startMs), end: new Date(endMs) };
}
