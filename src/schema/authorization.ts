import type { AuthFailure, ForbiddenResult } from '@pothos/plugin-scope-auth';
import { type GraphQLSchema, isObjectType } from 'graphql';
import { SCOPES, type Scope } from '../callers/scope.ts';
import type { Context } from '../request/context.ts';
import { forbidden } from '../resolvers/client-error.ts';

/** The scopes that a field can ask for, as scope-auth takes them: `authScopes: { 'analytics:read': true }`. */
export type AuthScopes = Record<Scope, boolean>;

/**
 * How scope-auth checks a field: by what the caller holds, at once and without a promise, before the field is resolved.
 * A field that names several scopes needs all of them.
 */
export const SCOPE_AUTH = {
  authScopes: ({ caller }: Context) =>
    Object.fromEntries(SCOPES.map((scope) => [scope, caller.scopes.has(scope)])) as AuthScopes,
  defaultStrategy: 'all',
  unauthorizedError: (_parent: unknown, _context: Context, _info: unknown, { failure }: ForbiddenResult) =>
    forbidden(missingScope(failure)),
} as const;

/** The first scope that was found missing. Throws for a failure that is no scope's: no field asks for anything else. */
function missingScope(failure: AuthFailure): Scope {
  const [first = failure] = 'failures' in failure ? failure.failures : [];
  const scope = SCOPES.find((name) => 'scope' in first && name === first.scope);
  if (scope === undefined) throw new Error('A field was refused for something that is no scope.');
  return scope;
}

/** A schema in which the description of each field names the scopes that it needs. */
export function withScopes(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    for (const field of Object.values(type.getFields())) {
      const needed = scopesOf(field.extensions.pothosOptions).map((scope) => `\`${scope}\``);
      if (needed.length > 0) field.description = `${field.description} Needs the scope ${needed.join(' and ')}.`;
    }
  }
  return schema;
}

function scopesOf(options: unknown): readonly Scope[] {
  const { authScopes = {} } = (options ?? {}) as { readonly authScopes?: Partial<AuthScopes> };
  return SCOPES.filter((scope) => authScopes[scope]);
}
