import {
  type ConstDirectiveNode,
  type GraphQLSchema,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  printSchema,
  visit,
} from 'graphql';
import { NODE_TYPES, type NodeType } from '../resolvers/node-types.ts';

/** The oldest version that has these directives, so that old routers can read it. */
const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.0", import: ["@key", "@shareable"])';

/** The types that other subgraphs may also define, and the keys by which `_entities` finds the others. */
const DIRECTIVES = new Map([
  ['PageInfo', '@shareable'],
  ['TimeRange', '@shareable'],
  ...Object.entries<NodeType<unknown>>(NODE_TYPES).map(([name, { key }]) => [name, keysOf(key?.fields)] as const),
]);

function keysOf(...others: (string | undefined)[]): string {
  return ['id', ...others].flatMap((fields) => (fields === undefined ? [] : [`@key(fields: "${fields}")`])).join(' ');
}

/** Fields of `Query` that know the ids of one subgraph only. In a supergraph they would seem to know all ids. */
const LOCAL_FIELDS = ['node', 'nodes'];

/**
 * A schema in the SDL of Apollo Federation 2, as `_service { sdl }` gives it to a router. Without subscriptions: Apollo's
 * routers ask subgraphs for them by WebSocket or callback only.
 */
export function printSubgraph(schema: GraphQLSchema): string {
  const document = visit(parse(printSchema(schema)), {
    [Kind.OBJECT_TYPE_DEFINITION]: (type) =>
      type.name.value === 'Subscription' ? null : { ...type, directives: directivesOf(type), fields: fieldsOf(type) },
  });
  return `${LINK}\n\n${print(document)}\n`;
}

function directivesOf({ name }: ObjectTypeDefinitionNode): readonly ConstDirectiveNode[] {
  const [type] = parse(`type ${name.value} ${DIRECTIVES.get(name.value) ?? ''}`).definitions;
  return type?.kind === Kind.OBJECT_TYPE_DEFINITION ? (type.directives ?? []) : [];
}

function fieldsOf({ name, fields = [] }: ObjectTypeDefinitionNode) {
  return name.value === 'Query' ? fields.filter((field) => !LOCAL_FIELDS.includes(field.name.value)) : fields;
}
