import fc from 'fast-check';
import {
  type GraphQLField,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';

const JUNK = fc.jsonValue({ maxDepth: 2 });

const NEAR = Date.parse('2026-03-10T00:00:00.000Z');

/** Values that the scalars take, or nearly. */
const SCALARS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  Int: fc.oneof(fc.integer({ min: -2, max: 1100 }), fc.integer()),
  String: fc.oneof(fc.constantFrom('12345678', 'c1', 'H000000000000001', ' '), fc.string({ unit: 'binary' })),
  ID: fc.string(),
  Boolean: fc.boolean(),
  DateTime: fc.oneof(
    fc.integer({ min: -3, max: 3 }).map((days) => new Date(NEAR + days * 86_400_000).toISOString()),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  ),
  TimeZone: fc.oneof(fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', '+01:00'), fc.string()),
};

/** Values for a type of argument: mostly of its shape, now and then anything. */
function inputArbitrary(type: GraphQLInputType): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 12, arbitrary: shaped(type) }, JUNK);
}

function shaped(type: GraphQLInputType): fc.Arbitrary<unknown> {
  if (isNonNullType(type)) return shaped(type.ofType);
  if (isListType(type)) return fc.array(inputArbitrary(type.ofType), { maxLength: 3 });
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name));
  if (!isInputObjectType(type)) return SCALARS[type.name] ?? JUNK;
  const fields = Object.values(type.getFields());
  const values = Object.fromEntries(fields.map((field) => [field.name, inputArbitrary(field.type)]));
  const requiredKeys = fields.filter((field) => isNonNullType(field.type)).map(({ name }) => name);
  return fc.record(values, { requiredKeys });
}

/** A field asked with all its arguments in variables: the variables' declaration, the field, and values for them. */
export function askedField({ name, args }: GraphQLField<unknown, unknown>) {
  const declared = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const given = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const values = Object.fromEntries(args.map((arg) => [arg.name, inputArbitrary(arg.type)]));
  const requiredKeys = args.filter(({ type }) => isNonNullType(type)).map((arg) => arg.name);
  return { declared, asked: `${name}(${given}) { __typename }`, variables: fc.record(values, { requiredKeys }) };
}
