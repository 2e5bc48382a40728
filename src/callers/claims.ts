import { object } from '../upstream/wire-values.ts';
import type { Caller } from './caller.ts';
import { SCOPES, type Scope } from './scope.ts';

/** Where in a token the claims are, each as a list of keys. */
export type ClaimPaths = Readonly<Record<'subject' | 'accounts' | 'scopes', readonly string[]>>;

/** The scopes that a value of the scopes claim gives, such as a role. */
export type Grants = Readonly<Record<string, readonly Scope[]>>;

/** Stands in the accounts claim for all that the gateway serves. */
const ALL_ACCOUNTS = '*';

/**
 * Who a checked token is about. Throws nothing: claims that are missing or have another shape name nobody and give no
 * account and no scope.
 */
export function callerOf(claims: unknown, paths: ClaimPaths, grants: Grants): Caller {
  const subject = claimAt(claims, paths.subject);
  const accountIds = textsOf(claimAt(claims, paths.accounts));
  return {
    subject: typeof subject === 'string' && subject !== '' ? subject : null,
    accountIds: accountIds.includes(ALL_ACCOUNTS) ? null : accountIds,
    scopes: new Set(textsOf(claimAt(claims, paths.scopes)).flatMap((value) => scopesOf(value, grants))),
    bearer: null,
  };
}

/** Own properties only: what an object inherits is in no token. */
function claimAt(claims: unknown, path: readonly string[]): unknown {
  let value = claims;
  for (const key of path) {
    const members = object(value);
    if (members === null || !Object.hasOwn(members, key)) return undefined;
    value = members[key];
  }
  return value;
}

/** The texts of a list, or of one text with spaces between. A number that JSON may have rounded could be another account's. */
function textsOf(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(/\s+/).filter((text) => text !== '');
  const values = Array.isArray(claim) ? claim : [claim];
  return values.flatMap((value) => {
    if (typeof value === 'string') return [value];
    return Number.isSafeInteger(value) ? [String(value)] : [];
  });
}

function scopesOf(value: string, grants: Grants): readonly Scope[] {
  const granted = Object.hasOwn(grants, value) ? (grants[value] ?? []) : [];
  return [...SCOPES.filter((scope) => scope === value), ...granted];
}
