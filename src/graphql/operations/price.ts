import type { GraphQLSchema } from 'graphql';
import { alertsAsked } from './alerts-asked.ts';
import type { KnownOperation, Price } from './known-operations.ts';
import { operationCost } from './operation-cost.ts';

/**
 * The price of an operation under its variables, which is looked up where it has none. Throws what is wrong with them, at
 * most `maxErrors` faults.
 */
export function priceOf(
  known: KnownOperation,
  schema: GraphQLSchema,
  variables: Readonly<Record<string, unknown>>,
  maxErrors: number,
): Price {
  if (known.price !== null) return known.price;
  const asked = { ...known, schema, variables };
  const price = { cost: operationCost(asked, maxErrors), alerts: alertsAsked(asked) };
  if (!known.operation.variableDefinitions?.length) known.price = price;
  return price;
}
