import {
  astFromValue,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isInputObjectType,
  isListType,
  type OperationDefinitionNode,
  typeFromAST,
  valueFromASTUntyped,
} from 'graphql';
import type { VariableValues } from './variable-values.ts';

/** Valid variables with the defaults of fields filled in, as a client could have sent them: graphql-jit ignores those of non-null types. */
export function withDefaults(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: VariableValues,
): VariableValues {
  const values = variableDefinitions.flatMap(({ variable: { name }, type }) =>
    Object.hasOwn(given, name.value)
      ? [[name.value, filled(given[name.value], typeFromAST(schema, type as never) as GraphQLInputType)]]
      : [],
  );
  return Object.fromEntries(values);
}

function filled(value: unknown, type: GraphQLInputType): unknown {
  const itsType = getNullableType(type);
  if (isListType(itsType)) {
    return Array.isArray(value) ? value.map((item) => filled(item, itsType.ofType)) : filled(value, itsType.ofType);
  }
  if (!isInputObjectType(itsType) || typeof value !== 'object' || value === null) return value;
  const given = value as VariableValues;
  const fields = Object.values(itsType.getFields()).flatMap((field) => {
    if (given[field.name] !== undefined) return [[field.name, filled(given[field.name], field.type)]];
    return field.defaultValue === undefined ? [] : [[field.name, defaultOf(field)]];
  });
  return { ...given, ...Object.fromEntries(fields) };
}

function defaultOf({ defaultValue, type }: GraphQLInputField): unknown {
  const written = astFromValue(defaultValue, type);
  return written && valueFromASTUntyped(written);
}
