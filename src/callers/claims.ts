import { object } from '../upstream/wire-values.ts';
import type { Caller } from './caller.ts';
import { SCOPES, type Scope } from './scope.ts';

/** The path of each claim in a token, as a list of keys. */
export type ClaimPaths = Readonly<Record<'subject' | 'accounts' | 'scopes', readonly string[]>>;

/** The scopes that a value of the scopes claim gives, for example a role. */
export type Grants = Readonly<Record<string, readonly Scope[]>>;

/** In the accounts claim: all accounts that the gateway serves. */
const ALL_ACCOUNTS = '*';

/** The caller that a verified token names. Never throws: a claim that is missing or malformed gives no subject, account or scope. */
export function callerOf(claims: unknown, paths: ClaimPaths, grants: Grants): Caller {
  const subject = claimAt(claims, paths.subject);
  const accountIds = stringsOf(claimAt(claims, paths.accounts));
  return {
    subject: typeof subject === 'string' && subject !== '' ? subject : null,
    accountIds: accountIds.includes(ALL_ACCOUNTS) ? null : accountIds,
    scopes: new Set(stringsOf(claimAt(claims, paths.scopes)).flatMap((value) => scopesOf(value, grants))),
    bearer: null,
  };
}

/** Own properties only: a token cannot contain inherited ones. */
function claimAt(claims: unknown, path: readonly string[]): unknown {
  let value = claims;
  for (const key of path) {
    const members = object(value);
    if (members === null || !Object.hasOwn(members, key)) return undefined;
    value = members[key];
  }
  return value;
}

/** The strings of a list, or of one string with spaces. Unsafe integers are dropped: JSON may have rounded one to another account's id. */
function stringsOf(claim: unknown): string[] {
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
