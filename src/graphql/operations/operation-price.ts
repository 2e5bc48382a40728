import { complexityFromQuery } from '@pothos/plugin-complexity';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
} from 'graphql';
import { alertsAsked } from './alerts-asked.ts';
import type { KnownOperation, Price } from './known-operations.ts';

/** An operation as it is to run. `alone` is a document of it and its fragments, and of no other operation. */
export type Asked = {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly alone: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
};

/**
 * The price of a valid operation under its variables, by what the fields of the schema say; looked up once where it has
 * none. Throws what is wrong with them, at most `maxErrors` faults.
 */
export function priceOf(
  known: KnownOperation,
  schema: GraphQLSchema,
  variables: Readonly<Record<string, unknown>>,
  maxErrors: number,
): Price {
  if (known.price !== null) return known.price;
  const asked = { ...known, schema, variables };
  const price = { cost: costOf(asked, maxErrors), alerts: alertsAsked(asked) };
  if (!known.operation.variableDefinitions?.length) known.price = price;
  return price;
}

function costOf({ schema, operation, alone, variables }: Asked, maxErrors: number): number {
  try {
    const { complexity } = complexityFromQuery(alone, { schema, variables });
    // Pages in pages become Infinity, and NaN where one of them has size 0.
    return Number.isNaN(complexity) ? Number.MAX_SAFE_INTEGER : Math.min(complexity, Number.MAX_SAFE_INTEGER);
  } catch (error) {
    throw variableFaults(error, { schema, operation, variables }, maxErrors);
  }
}

/** Values that the operation's variables have not. The faults name no field that was not asked for, as introspection may be off. */
function variableFaults(
  thrown: unknown,
  { schema, operation, variables }: Omit<Asked, 'alone'>,
  maxErrors: number,
): unknown {
  const options = { maxErrors, hideSuggestions: true };
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, options);
  if (errors !== undefined) return new AggregateError(errors.map(badVariable));
  // A variable that was given null where an argument takes none.
  return thrown instanceof GraphQLError ? badVariable(thrown) : thrown;
}

function badVariable({ message, nodes }: GraphQLError): GraphQLError {
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400, spec: true } },
  });
}
