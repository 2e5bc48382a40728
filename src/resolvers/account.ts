import type { AccountContext, Context } from '../request/context.ts';
import { ClientError } from './client-error.ts';

/** One account that the gateway serves. */
export type Account = { readonly accountId: string };

/** `Query.account`. Throws `NOT_FOUND` when the gateway serves no such account. No call. */
export function resolveAccount(
  _root: unknown,
  { accountId }: { readonly accountId: string },
  context: Context,
): Account {
  if (context.account(accountId) === null) {
    throw new ClientError('NOT_FOUND', 'The gateway serves no account of this accountId.');
  }
  return { accountId };
}

/** `Query.accounts`. No call. */
export function resolveAccounts(_root: unknown, _args: object, context: Context): readonly Account[] {
  return context.accountIds.map((accountId) => ({ accountId }));
}

/** The loaders of an account that is in the graph. */
export function accountLoaders(accountId: string, context: Context): AccountContext['loaders'] {
  const account = context.account(accountId);
  if (account === null) throw new ClientError('NOT_FOUND', 'The gateway serves no account of this accountId.');
  return account.loaders;
}
