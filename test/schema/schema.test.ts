import { readFileSync } from 'node:fs';
import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { printGraphQLSchema } from '../../scripts/print-schema.ts';
import { schema } from '../../src/schema/schema.ts';

const TYPES = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));

/** What a type consists of: each part's coordinate and description. */
function partsOf(type: GraphQLNamedType): (readonly [string, string | null | undefined])[] {
  const { name } = type;
  if (isEnumType(type)) return type.getValues().map((value) => [`${name}.${value.name}`, value.description]);
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) => [`${name}.${field.name}`, field.description]);
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => [
    [`${name}.${field.name}`, field.description] as const,
    ...field.args.map((arg) => [`${name}.${field.name}(${arg.name}:)`, arg.description] as const),
  ]);
}

/** The fields of an object type with their types, `name: Type!`. */
function fieldsOf(name: string): string[] {
  const type = schema.getType(name);
  return isObjectType(type) ? Object.values(type.getFields()).map((field) => `${field.name}: ${field.type}`) : [];
}

describe('schema.graphql', () => {
  it('is the schema that the gateway serves; npm run print:schema writes it', () => {
    expect(readFileSync('schema.graphql', 'utf8')).toBe(printGraphQLSchema());
  });
});

describe('the schema', () => {
  it('describes every type, field, argument and value in a sentence', () => {
    const described = TYPES.filter((type) => !(isScalarType(type) && isSpecifiedScalarType(type)));
    const parts = described.flatMap((type) => [[type.name, type.description] as const, ...partsOf(type)]);
    const bare = parts
      .filter(([, description]) => !description?.trim().endsWith('.'))
      .map(([coordinate]) => coordinate);
    expect(bare).toEqual([]);
  });

  it('gives every list in pages or with a bound of its own: lists of nodes are connections', () => {
    const lists = TYPES.filter(isObjectType).flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => /^\[(Campaign|Transaction|Handoff|Deflection)!?\]/.test(String(field.type)))
        .map((field) => `${type.name}.${field.name}`),
    );
    expect(lists.filter((coordinate) => !/Connection\.nodes$/.test(coordinate))).toEqual([]);
  });

  it('has no totalCount, for the upstream knows none', () => {
    const coordinates = TYPES.flatMap(partsOf).map(([coordinate]) => coordinate);
    expect(coordinates.filter((coordinate) => coordinate.endsWith('.totalCount'))).toEqual([]);
  });
});

const CONNECTIONS = TYPES.map(({ name }) => name).filter((name) => name.endsWith('Connection'));

describe.each(CONNECTIONS)('%s', (connection) => {
  const noun = connection.replace(/Connection$/, '');

  it('has the shape of the Relay specification', () => {
    expect(fieldsOf(connection)).toEqual(
      expect.arrayContaining([`edges: [${noun}Edge!]!`, `nodes: [${noun}!]!`, 'pageInfo: PageInfo!']),
    );
  });

  it('has edges of a cursor and a node', () => {
    expect(fieldsOf(`${noun}Edge`)).toEqual(expect.arrayContaining(['cursor: String!', `node: ${noun}!`]));
  });

  it('makes no edges for who selects the nodes alone', () => {
    const nodes = [{}, {}];
    const { nodes: field } = (schema.getType(connection) as GraphQLObjectType).getFields();
    // Without `edges`, a call of it throws.
    expect(field?.resolve?.({ nodes }, {}, {}, {} as GraphQLResolveInfo)).toBe(nodes);
  });

  it('is nullable wherever it is a field, and takes first, after, last and before', () => {
    const fields = TYPES.filter(isObjectType)
      .flatMap((type) => Object.values(type.getFields()))
      .filter((field) => String(field.type).replace('!', '') === connection);
    expect(fields).not.toEqual([]);
    for (const { type, args } of fields) {
      expect(String(type)).toBe(connection);
      expect(args.map((arg) => `${arg.name}: ${arg.type}`)).toEqual(
        expect.arrayContaining(['first: Int', 'after: String', 'last: Int', 'before: String']),
      );
    }
  });
});

describe('PageInfo', () => {
  it('has the shape of the Relay specification', () => {
    expect(fieldsOf('PageInfo').toSorted()).toEqual([
      'endCursor: String',
      'hasNextPage: Boolean!',
      'hasPreviousPage: Boolean!',
      'startCursor: String',
    ]);
  });
});

describe('Node', () => {
  it('is what each type of an id of its own implements', () => {
    const node = schema.getType('Node');
    const implementers = isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : [];
    expect(implementers.toSorted()).toEqual([
      'Account',
      'Analytics',
      'Campaign',
      'ConsumerReport',
      'Deflection',
      'Handoff',
      'ProactiveAlertRecord',
      'Transaction',
    ]);
  });
});
