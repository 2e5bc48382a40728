import { complexityFromQuery } from '@pothos/plugin-complexity';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { alertsAsked } from './alerts-asked.ts';
import type { KnownOperation, Price } from './known-operations.ts';
import { badVariable, type VariableValues, variableValues } from './variable-values.ts';

/**
 * The price of a valid operation with its variables, by the complexity of the schema's fields. Throws their errors, at
 * most `maxErrors`.
 */
export function priceOf(known: KnownOperation, schema: GraphQLSchema, given: VariableValues, maxErrors: number): Price {
  const { operation, alone } = known;
  // Before Pothos reads them, which would report every error.
  const values = variableValues(schema, operation, given, maxErrors);
  return { cost: costOf(known, schema, given), alerts: alertsAsked({ schema, operation, alone, values }) };
}

function costOf({ alone }: KnownOperation, schema: GraphQLSchema, variables: VariableValues): number {
  try {
    const { complexity } = complexityFromQuery(alone, { schema, variables });
    // Nested pages can become Infinity, or NaN if one of them has size 0.
    return Number.isNaN(complexity) ? Number.MAX_SAFE_INTEGER : Math.min(complexity, Number.MAX_SAFE_INTEGER);
  } catch (error) {
    // A variable is null, but its argument is non-null.
    throw error instanceof GraphQLError ? badVariable(error.message, error.nodes) : error;
  }
}
