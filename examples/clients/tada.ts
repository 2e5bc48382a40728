import { initGraphQLTada } from 'gql.tada';
import type { introspection } from '../generated/tada.d.ts';

/** `graphql` of gql.tada, which types a document by its text alone. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: {
    Date: string;
    DateTime: string;
    JSON: unknown;
    JSONObject: Record<string, unknown>;
    PhoneNumber: string;
    TimeZone: string;
  };
}>();
