import type { Authenticator } from '../../src/callers/authenticate.ts';
import { SCOPES, type Scope } from '../../src/callers/scope.ts';

/** What a caller of a test may; left out, everything. */
export type TestCaller = { readonly scopes?: readonly Scope[]; readonly accountIds?: readonly string[] };

/** Believes what `headersOf` says, so that each request of a test has a caller of its own. */
export const BY_HEADERS: Authenticator = {
  keySet: () => null,
  known: () => undefined,
  async authenticate(headers) {
    const named = headers['x-test-scopes']?.toString().split(' ');
    return {
      subject: null,
      accountIds: headers['x-test-accounts']?.toString().split(' ') ?? null,
      scopes: new Set(named === undefined ? SCOPES : SCOPES.filter((scope) => named.includes(scope))),
      bearer: null,
    };
  },
};

/** The headers of a request of such a caller. */
export function headersOf({ scopes, accountIds }: TestCaller): Record<string, string> {
  return {
    ...(scopes !== undefined && { 'x-test-scopes': scopes.join(' ') }),
    ...(accountIds !== undefined && { 'x-test-accounts': accountIds.join(' ') }),
  };
}

/** All scopes but these. */
export function allBut(...missing: readonly Scope[]): readonly Scope[] {
  return SCOPES.filter((scope) => !missing.includes(scope));
}
