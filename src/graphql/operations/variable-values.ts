import {
  coerceInputValue,
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isInputType,
  isLeafType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  print,
  typeFromAST,
  type VariableDefinitionNode,
  valueFromAST,
} from 'graphql';
import { ScalarError } from '../../schema/scalar-error.ts';

/** The values of an operation's variables, by name. */
export type VariableValues = Readonly<Record<string, unknown>>;

/**
 * Reads the variables of a valid operation. Throws an `AggregateError` if any are invalid; it stops after `maxErrors`
 * errors and adds one that says so. The errors name types and fields of the schema, but quote no values, because clients
 * and proxies log them.
 */
export function variableValues(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: VariableValues,
  maxErrors: number,
): VariableValues {
  const errors: GraphQLError[] = [];
  const report = (node: VariableDefinitionNode, sentence: string) => {
    if (errors.length < maxErrors) {
      errors.push(badVariable(sentence, [node]));
      return;
    }
    const more = `The variables have more than ${maxErrors} errors; the others are not reported.`;
    throw new AggregateError([...errors, badVariable(more, undefined)]);
  };
  const values: Record<string, unknown> = Object.create(null);
  for (const node of variableDefinitions) {
    const name = node.variable.name.value;
    const type = typeFromAST(schema, node.type as never) as GraphQLInputType | undefined;
    if (type === undefined || !isInputType(type)) continue;
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined && node.defaultValue) values[name] = valueFromAST(node.defaultValue, type);
    else if (value === undefined && isNonNullType(type)) {
      report(node, `Variable "$${name}" of required type "${print(node.type)}" was not provided.`);
    } else if (value !== undefined) {
      const onError = (path: readonly (string | number)[], wrong: unknown, error: GraphQLError) =>
        report(node, `Variable "$${name}" is invalid${at(name, path)}: ${reason(typeAt(type, path), wrong, error)}`);
      values[name] = coerceInputValue(value, type, onError, true);
    }
  }
  if (errors.length > 0) throw new AggregateError(errors);
  return values;
}

/** The error of an invalid variable, or of a non-null argument whose variable has no value. */
export function badVariable(message: string, nodes: GraphQLError['nodes']): GraphQLError {
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400, spec: true } },
  });
}

function at(name: string, path: readonly (string | number)[]): string {
  if (path.length === 0) return '';
  return ` at "${name}${path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')}"`;
}

/** The expected type at a path in a variable. */
function typeAt(type: GraphQLInputType, path: readonly (string | number)[]): GraphQLInputType {
  return path.reduce<GraphQLInputType>((outer, key) => {
    const bare = isNonNullType(outer) ? outer.ofType : outer;
    if (isListType(bare)) return typeof key === 'number' ? bare.ofType : typeAt(bare.ofType, [key]);
    return isInputObjectType(bare) ? (bare.getFields()[key]?.type ?? bare) : bare;
  }, type);
}

/** GraphQL's message about an unknown field whose name cannot be a phone number. */
const PLAIN_NAME = /^Field "(?!\w*\d{7})[_A-Za-z]\w{0,99}" is not defined by type "\w+"\.$/;

function reason(type: GraphQLInputType, wrong: unknown, error: GraphQLError): string {
  const { message } = error;
  if (wrong === null || wrong === undefined) return `expected a value of type "${type}", not null.`;
  if (error instanceof ScalarError) return message;
  const named = getNamedType(type);
  if (isLeafType(named)) return `expected a value of type "${named}".`;
  if (typeof wrong !== 'object' || Array.isArray(wrong)) return `expected an object of type "${named}".`;
  if (/^Field "\w+" of required type /.test(message) || PLAIN_NAME.test(message)) return message;
  return `it has a field that type "${named}" does not define.`;
}
