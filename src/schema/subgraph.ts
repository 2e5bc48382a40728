import {
  type GraphQLFieldConfig,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
  isObjectType,
} from 'graphql';
import type { Context } from '../request/context.ts';
import { resolveEntities } from '../resolvers/entities.ts';
import { nodeTypeName } from '../resolvers/node.ts';
import { NODE_TYPES } from '../resolvers/node-types.ts';
import { entitiesComplexity } from './complexity.ts';
import { printSubgraph } from './subgraph-sdl.ts';

/** A field that a subgraph adds to the query type. */
type Field<Arguments> = GraphQLFieldConfig<unknown, Context, Arguments>;

/** A schema with the fields that a router of Apollo Federation needs: `Query._service` and `Query._entities`. */
export function subgraphSchema(schema: GraphQLSchema): GraphQLSchema {
  const { query, types, ...rest } = schema.toConfig();
  if (query == null) throw new Error('A subgraph needs a query type.');
  const { fields, ...about } = query.toConfig();
  return new GraphQLSchema({
    ...rest,
    types: types.filter((type) => type !== query),
    query: new GraphQLObjectType({
      ...about,
      fields: { ...fields, _service: service(printSubgraph(schema)), _entities: entities(schema) },
    }),
  });
}

function service(sdl: string): Field<object> {
  const type = new GraphQLObjectType({
    name: '_Service',
    description: 'The subgraph, as a router reads it.',
    fields: {
      sdl: { type: new GraphQLNonNull(GraphQLString), description: 'The schema with its federation directives.' },
    },
  });
  return {
    type: new GraphQLNonNull(type),
    description: 'The definition of the subgraph, for the composition of a supergraph.',
    resolve: () => ({ sdl }),
  };
}

function entities(schema: GraphQLSchema): Field<Parameters<typeof resolveEntities>[1]> {
  const entity = new GraphQLUnionType({
    name: '_Entity',
    description: 'The types that other subgraphs can reference.',
    types: Object.keys(NODE_TYPES)
      .map((name) => schema.getType(name))
      .filter(isObjectType),
    resolveType: nodeTypeName,
  });
  const any = new GraphQLScalarType({
    name: '_Any',
    description: 'A representation: an object with __typename and the fields of a key of that type.',
  });
  return {
    type: new GraphQLNonNull(new GraphQLList(entity)),
    description:
      'The nodes that the representations name, in their order: at most 1,000. An element is null if the node no longer exists, and null with an error if its representation is wrong.',
    args: {
      representations: {
        type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(any))),
        description: 'One representation for each node.',
      },
    },
    extensions: { complexity: entitiesComplexity },
    resolve: resolveEntities,
  };
}
