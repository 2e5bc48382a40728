import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isListType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { ACCOUNT_ID } from './gateway.ts';

/** One place of a request that takes something as large as a client likes. */
export type SchemaInput = {
  /** The argument, and the way to the place in it: `Account.transactions(filter.skills[])`. */
  readonly name: string;
  readonly query: string;
  /** The variables that have about `bytes` bytes at the place. */
  variables(bytes: number): Record<string, unknown>;
  readonly member: string | undefined;
};

/** What a text may be that somebody looks into: letters, numbers as people write them, signs, and what ids and cursors are made of. */
const TEXTS: Readonly<Record<string, (bytes: number) => string>> = {
  letters: (bytes) => 'x'.repeat(bytes),
  digits: (bytes) => '1 '.repeat(bytes / 2),
  signs: (bytes) => '+({[%:\\"-'.repeat(bytes / 11),
  'a global id': (bytes) => base64(`Campaign:${ACCOUNT_ID}:${'%3A'.repeat(bytes / 5)}`),
  'a cursor': (bytes) => base64(`["query",0${',"x"'.repeat(bytes / 6)}]`),
};

const base64 = (text: string) => Buffer.from(text).toString('base64url');

type Fill = (bytes: number) => unknown;
/** `member` is the member of an input type that it is in, where it is in one. */
type Place = { readonly name: string; readonly fill: Fill; readonly member?: string };
type Step = { readonly field: string; readonly args: readonly GraphQLArgument[] } | { readonly type: string };
type Reached = { readonly type: GraphQLNamedType; readonly way: readonly Step[] };

/**
 * Every place of every argument of every field that a client can reach, found by walking the schema. A field of an
 * interface is taken from one of its types, and a single value in an input type from one argument of that type.
 */
export function schemaInputs(schema: GraphQLSchema): readonly SchemaInput[] {
  const known = new Set<string>();
  const isNew = (type: GraphQLObjectType, name: string) => {
    const owner = type.getInterfaces().find((its) => name in its.getFields()) ?? type;
    return known.size < known.add(`${owner.name}.${name}`).size;
  };
  const roots = [schema.getQueryType(), schema.getMutationType()].filter((type) => type != null);
  const inputs = roots.flatMap((root) =>
    reachable(schema, root).flatMap(({ type, way }) =>
      isObjectType(type)
        ? Object.values(type.getFields())
            .filter(({ name }) => isNew(type, name))
            .flatMap((field) => inputsOf(root.name, type.name, way, field))
        : [],
    ),
  );
  return inputs.filter(({ member }) => member === undefined || known.size < known.add(member).size);
}

/** The types below a root, each with the shortest way to it. */
function reachable(schema: GraphQLSchema, root: GraphQLNamedType): readonly Reached[] {
  const found = new Map<GraphQLNamedType, Reached>([[root, { type: root, way: [] }]]);
  for (const { type, way } of found.values()) {
    const next: (readonly [GraphQLNamedType, Step])[] = isAbstractType(type)
      ? schema.getPossibleTypes(type).map((possible) => [possible, { type: possible.name }])
      : isObjectType(type)
        ? Object.values(type.getFields()).map((field) => [getNamedType(field.type), stepOf(field)])
        : [];
    for (const [below, step] of next) {
      if (!found.has(below) && !isIntrospectionType(below)) found.set(below, { type: below, way: [...way, step] });
    }
  }
  return [...found.values()];
}

function stepOf({ name, args }: GraphQLField<unknown, unknown>): Step {
  return { field: name, args: args.filter(isRequiredArgument) };
}

function inputsOf(
  root: string,
  type: string,
  way: readonly Step[],
  field: GraphQLField<unknown, unknown>,
): readonly SchemaInput[] {
  return field.args.flatMap((argument) => {
    const others = field.args.filter((other) => other !== argument && isRequiredArgument(other));
    const steps = [...way, { field: field.name, args: [...others, argument] }];
    const given = steps.flatMap((step) => ('field' in step ? step.args : []));
    const definitions = given.map((its, index) => `$v${index}: ${its.type}`).join(' ');
    const query = `${root.toLowerCase()} (${definitions}) ${selection(steps, 0, below(field))}`;
    const samples = Object.fromEntries(
      given.slice(0, -1).map((its, index) => [`v${index}`, sampleOf(its.type, its.name)]),
    );
    return placesIn(argument.type, argument.name).map(({ name, fill, member }) => ({
      name: `${type}.${field.name}(${name})`,
      query,
      member,
      variables: (bytes) => ({ ...samples, [`v${given.length - 1}`]: fill(bytes) }),
    }));
  });
}

function selection([step, ...rest]: readonly Step[], variable: number, end: string): string {
  if (step === undefined) return end;
  if ('type' in step) return `{ ... on ${step.type} ${selection(rest, variable, end)} }`;
  const args = step.args.map(({ name }, index) => `${name}: $v${variable + index}`).join(' ');
  return `{ ${step.field}${args === '' ? '' : `(${args})`} ${selection(rest, variable + step.args.length, end)} }`;
}

/** What is asked of a field's value: of a page its rows and their cursors. */
function below({ type }: GraphQLField<unknown, unknown>): string {
  const named = getNamedType(type);
  if (!isCompositeType(named)) return '';
  return named.name.endsWith('Connection') ? '{ nodes { __typename } edges { cursor } }' : '{ __typename }';
}

/** A value that a type takes. */
function sampleOf(type: GraphQLInputType, name: string): unknown {
  const bare = getNullableType(type);
  if (isListType(bare)) return [sampleOf(bare.ofType, name)];
  if (isEnumType(bare)) return bare.getValues()[0]?.name;
  if (isInputObjectType(bare)) {
    const fields = Object.values(bare.getFields()).filter((field) => isRequiredArgument(field) || field.name in RANGE);
    return Object.fromEntries(fields.map((field) => [field.name, sampleOf(field.type, field.name)]));
  }
  return SAMPLES[name] ?? (String(bare) === 'JSONObject' ? {} : 'x');
}

/** What a range has, although it does not need it. */
const RANGE = { start: '2026-03-10T00:00:00Z', end: '2026-03-11T00:00:00Z' };

const SAMPLES: Readonly<Record<string, unknown>> = {
  ...RANGE,
  accountId: ACCOUNT_ID,
  countryCode: '1',
  phoneNumber: '2025550100',
  id: Buffer.from(`Campaign:${ACCOUNT_ID}:x`).toString('base64url'),
};

/** Where a value of a type has something that may be large. */
function placesIn(type: GraphQLInputType, name: string): readonly Place[] {
  const bare = getNullableType(type);
  if (isListType(bare)) {
    const within = placesIn(bare.ofType, `${name}[]`);
    const lists = within.map(({ fill, ...place }): Place => ({ ...place, fill: (bytes) => [fill(bytes)] }));
    return [{ name: `${name} of many`, fill: (bytes) => many(bare.ofType, name, bytes) }, ...lists];
  }
  if (isInputObjectType(bare)) {
    const sample = sampleOf(bare, name) as object;
    return Object.values(bare.getFields()).flatMap((field) =>
      placesIn(field.type, `${name}.${field.name}`).map(({ fill, ...place }): Place => {
        const member = place.name.endsWith(' of many') ? undefined : `${bare.name}${place.name.slice(name.length)}`;
        return { ...place, ...(member && { member }), fill: (bytes) => ({ ...sample, [field.name]: fill(bytes) }) };
      }),
    );
  }
  if (String(bare) === 'JSONObject') return jsonPlaces(name);
  const texts = Object.entries(TEXTS).map(([of, fill]): Place => ({ name: `${name}, ${of}`, fill }));
  return isEnumType(bare) ? texts.slice(0, 1) : texts;
}

/** Distinct elements where they are texts. */
function many(type: GraphQLInputType, name: string, bytes: number): readonly unknown[] {
  const sample = sampleOf(type, name);
  const length = Math.floor(bytes / (typeof sample === 'string' ? 10 : JSON.stringify(sample).length + 1));
  const isName = typeof sample === 'string' && !isEnumType(getNamedType(type));
  return Array.from({ length }, (_, index) => (isName ? `x${index}` : sample));
}

function jsonPlaces(name: string): readonly Place[] {
  const members = (length: number) => Array.from({ length }, (_, index) => [`k${index}`, index]);
  const numbers = (length: number) => Array.from({ length }, (_, index) => 0.1234567890123 + index);
  return [
    { name: `${name}, members`, fill: (bytes) => Object.fromEntries(members(bytes / 12)) },
    { name: `${name}, numbers`, fill: (bytes) => ({ k: numbers(bytes / 18) }) },
    { name: `${name}, lists`, fill: (bytes) => ({ k: Array(Math.floor(bytes / 3)).fill([]) }) },
    ...Object.entries(TEXTS).map(([of, text]) => ({
      name: `${name}, ${of}`,
      fill: (bytes: number) => ({ k: text(bytes) }),
    })),
  ];
}
