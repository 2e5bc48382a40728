import { printSchema } from 'graphql';
import { schema } from '../src/schema/schema.ts';
import { printSubgraph } from '../src/schema/subgraph-sdl.ts';

/** The SDL of the GraphQL schema: the text of `schema.graphql`. */
export function printGraphQLSchema(): string {
  return `${printSchema(schema)}\n`;
}

if (import.meta.main) {
  process.stdout.write(process.argv.includes('--subgraph') ? printSubgraph(schema) : printGraphQLSchema());
}
