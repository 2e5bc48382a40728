import { complexityFromQuery } from '@pothos/plugin-complexity';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { alertsAsked } from './alerts-asked.ts';
import type { KnownOperation, Price } from './known-operations.ts';
import { badVariable, type VariableValues, variableValues } from './variable-values.ts';

/**
 * The price of a valid operation under its variables, by what the fields of the schema say; looked up once where it has
 * none. Throws what is wrong with them, at most `maxErrors` errors.
 */
export function priceOf(known: KnownOperation, schema: GraphQLSchema, given: VariableValues, maxErrors: number): Price {
  if (known.price !== null) return known.price;
  const { operation, alone } = known;
  // Before Pothos reads them, too: it would tell of every one that is wrong.
  const values = variableValues(schema, operation, given, maxErrors);
  const price = { cost: costOf(known, schema, given), alerts: alertsAsked({ schema, operation, alone, values }) };
  if (!operation.variableDefinitions?.length) known.price = price;
  return price;
}

function costOf({ alone }: KnownOperation, schema: GraphQLSchema, variables: VariableValues): number {
  try {
    const { complexity } = complexityFromQuery(alone, { schema, variables });
    // Pages in pages become Infinity, and NaN where one of them has size 0.
    return Number.isNaN(complexity) ? Number.MAX_SAFE_INTEGER : Math.min(complexity, Number.MAX_SAFE_INTEGER);
  } catch (error) {
    // A variable that was given null where an argument takes none.
    throw error instanceof GraphQLError ? badVariable(error.message, error.nodes) : error;
  }
}
