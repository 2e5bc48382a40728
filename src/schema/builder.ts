import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import { GraphQLScalarType } from 'graphql';
import { GraphQLJSON, GraphQLJSONObject, GraphQLLocalDate, GraphQLPhoneNumber } from 'graphql-scalars';
import type { Context } from '../request/context.ts';
import type { Instant } from '../upstream/wire-values.ts';
import { type AuthScopes, SCOPE_AUTH } from './authorization.ts';
import { SHORT_LIST } from './complexity.ts';
import { DateTime } from './date-time.ts';
import { exactLiteral } from './json-literal.ts';
import { TimeZone } from './time-zone.ts';

type Types = {
  Context: Context;
  DefaultFieldNullability: false;
  AuthScopes: AuthScopes;
  DefaultAuthStrategy: 'all';
  Scalars: {
    DateTime: { Input: Date; Output: Instant };
    Date: { Input: string; Output: string };
    TimeZone: { Input: string; Output: string };
    JSON: { Input: unknown; Output: unknown };
    JSONObject: { Input: Record<string, unknown>; Output: Record<string, unknown> };
    PhoneNumber: { Input: string; Output: string };
  };
};

/** The builder that every type of the schema is added to. Fields are non-null by default. */
export const builder = new SchemaBuilder<Types>({
  defaultFieldNullability: false,
  plugins: [ScopeAuthPlugin, ComplexityPlugin],
  scopeAuth: SCOPE_AUTH,
  // Checked once per operation before it runs (src/graphql/operations), not in each root field.
  complexity: { disabled: true, defaultListMultiplier: SHORT_LIST },
});

builder.addScalarType('DateTime', DateTime);
builder.addScalarType('TimeZone', TimeZone);
builder.addScalarType(
  'Date',
  new GraphQLScalarType({
    ...GraphQLLocalDate.toConfig(),
    name: 'Date',
    description: 'A calendar day: 2026-03-01.',
    // The adapters make valid days, as they do instants.
    serialize: (day) => day as string,
  }),
);
builder.addScalarType(
  'JSON',
  new GraphQLScalarType({ ...GraphQLJSON.toConfig(), description: 'Any JSON value, as LivePerson sent it.' }),
);
builder.addScalarType(
  'JSONObject',
  new GraphQLScalarType({
    ...GraphQLJSONObject.toConfig(),
    parseLiteral: exactLiteral(GraphQLJSONObject.parseLiteral),
    description:
      'A JSON object. To use keys that are not GraphQL names ("@Time", "Sky Miles"), pass the object in a variable.',
  }),
);
builder.addScalarType(
  'PhoneNumber',
  new GraphQLScalarType({
    ...GraphQLPhoneNumber.toConfig(),
    description: 'A phone number in E.164 format: +12025550123.',
  }),
);
