import type { AccountContext, Context } from '../request/context.ts';
import { ClientError } from './client-error.ts';

/** One account that the gateway serves. */
export type Account = { readonly accountId: string };

/** What clients read about an account that is not there for them. */
export const UNKNOWN_ACCOUNT = 'The gateway serves no account with this accountId.';

/** `Query.account`. Throws `NOT_FOUND` if the gateway does not serve it, or the caller may not see it. No call. */
export function resolveAccount(
  _root: unknown,
  { accountId }: { readonly accountId: string },
  context: Context,
): Account {
  accountLoaders(accountId, context);
  return { accountId };
}

/** `Query.accounts`. No call. */
export function resolveAccounts(_root: unknown, _args: object, context: Context): readonly Account[] {
  return context.accountIds().map((accountId) => ({ accountId }));
}

/** An account during a request. Throws as `resolveAccount`. */
export function accountOf(accountId: string, context: Context): AccountContext {
  const account = context.account(accountId);
  if (account === null) throw new ClientError('NOT_FOUND', UNKNOWN_ACCOUNT);
  return account;
}

/** The loaders of an account. Throws as `resolveAccount`. */
export function accountLoaders(accountId: string, context: Context): AccountContext['loaders'] {
  return accountOf(accountId, context).loaders;
}
