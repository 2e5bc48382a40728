import { type AuthFailure, type ForbiddenResult, RequestCache } from '@pothos/plugin-scope-auth';
import { type GraphQLSchema, isObjectType } from 'graphql';
import type { Caller } from '../callers/caller.ts';
import { SCOPES, type Scope } from '../callers/scope.ts';
import type { Context } from '../request/context.ts';
import { forbidden } from '../resolvers/client-error.ts';

/** The scopes that a field can require, in the form that scope-auth takes: `authScopes: { 'analytics:read': true }`. */
export type AuthScopes = Record<Scope, boolean>;

/** The scopes of callers in the form of scope-auth. Many requests come from one caller, or from callers with the same scopes. */
const known = new WeakMap<Caller['scopes'], AuthScopes>();

function authScopesOf(scopes: Caller['scopes']): AuthScopes {
  const made =
    known.get(scopes) ?? (Object.fromEntries(SCOPES.map((scope) => [scope, scopes.has(scope)])) as AuthScopes);
  known.set(scopes, made);
  return made;
}

/**
 * How scope-auth checks a field: against the caller's scopes, synchronously, before the resolver runs. A field that
 * names several scopes needs all of them.
 */
export const SCOPE_AUTH = {
  authScopes: ({ caller }: Context) => authScopesOf(caller.scopes),
  defaultStrategy: 'all',
  unauthorizedError: (_parent: unknown, _context: Context, _info: unknown, { failure }: ForbiddenResult) =>
    forbidden(missingScope(failure)),
} as const;

/**
 * Lets go of what scope-auth remembers of a context. It remembers it in a WeakMap, whose values V8's scavenger takes for
 * alive: without this, each request and all that it read is garbage for a full collection only.
 */
export function forgetAuthorization(context: object): void {
  RequestCache.clearForContext(context);
}

/** The first missing scope. Throws for any other failure, because fields require nothing but scopes. */
function missingScope(failure: AuthFailure): Scope {
  const [first = failure] = 'failures' in failure ? failure.failures : [];
  const scope = SCOPES.find((name) => 'scope' in first && name === first.scope);
  if (scope === undefined) throw new Error('A field was refused for a reason other than a missing scope.');
  return scope;
}

/** The schema, with the required scopes added to the description of each field. */
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
