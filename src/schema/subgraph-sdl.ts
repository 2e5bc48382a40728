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

/** The oldest version that has what is used here, so that the oldest routers can read it. */
const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.0", import: ["@key", "@shareable"])';

/** What federation is to know of a type: the keys by which `_entities` finds it, or that other subgraphs may define it, too. */
const DIRECTIVES: Readonly<Record<string, string>> = {
  Account: '@key(fields: "id") @key(fields: "accountId")',
  Campaign: '@key(fields: "id") @key(fields: "account { accountId } campaignId")',
  Handoff: '@key(fields: "id")',
  Transaction: '@key(fields: "id")',
  Deflection: '@key(fields: "id")',
  PageInfo: '@shareable',
  TimeRange: '@shareable',
};

/** The types that a router can reference by a key. */
export const ENTITIES = Object.keys(DIRECTIVES).filter((name) => DIRECTIVES[name]?.startsWith('@key'));

/** Fields of `Query` that know the ids of one subgraph only: in a supergraph they would promise to know those of all. */
const OF_ONE_SUBGRAPH = ['node', 'nodes'];

/** A schema in the words of Apollo Federation 2, as `_service { sdl }` tells it to a router. */
export function printSubgraph(schema: GraphQLSchema): string {
  const document = visit(parse(printSchema(schema)), {
    [Kind.OBJECT_TYPE_DEFINITION]: (type) => ({ ...type, directives: directivesOf(type), fields: fieldsOf(type) }),
  });
  return `${LINK}\n\n${print(document)}\n`;
}

function directivesOf({ name }: ObjectTypeDefinitionNode): readonly ConstDirectiveNode[] {
  const [type] = parse(`type ${name.value} ${DIRECTIVES[name.value] ?? ''}`).definitions;
  return type?.kind === Kind.OBJECT_TYPE_DEFINITION ? (type.directives ?? []) : [];
}

function fieldsOf({ name, fields = [] }: ObjectTypeDefinitionNode) {
  return name.value === 'Query' ? fields.filter((field) => !OF_ONE_SUBGRAPH.includes(field.name.value)) : fields;
}
