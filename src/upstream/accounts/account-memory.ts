import type { AppJwtKeys, TokenStore } from '../auth/app-jwt.ts';
import { type AlertLedgerOf, createAlertLedgers } from '../live-deflect/account-send-once.ts';
import { type BudgetSettings, type Budgets, createBudgets } from '../traffic/budgets.ts';
import { createTokenStore } from '../traffic/token-store.ts';
import type { AccountOptions, Shared } from './account-options.ts';
import { sameSettings } from './same-settings.ts';

/** What must not be lost when an account's configuration changes: alerts that were sent, turns that were taken, its token. */
export type AccountMemory = {
  readonly budgets: Budgets;
  readonly ledgerOf: AlertLedgerOf;
  /** Where the App JWT is stored; another store when the keys or the addresses are not those of before. */
  tokenOf(account: AccountOptions, keys: AppJwtKeys): TokenStore;
};

/** Tokens of an account that are remembered: Reporting and Configuration may have one each, and had others before. */
const TOKENS = 4;

/** The memory of an account that is served for the first time. */
export function createAccountMemory(accountId: string, settings: BudgetSettings, shared: Shared): AccountMemory {
  let tokens: readonly { readonly of: unknown; readonly store: TokenStore }[] = [];
  return {
    budgets: createBudgets(accountId, settings, shared),
    ledgerOf: createAlertLedgers(accountId, shared.redis),
    tokenOf({ region, endpoints }, keys) {
      const of = { keys, region, endpoints };
      const token = tokens.find((known) => sameSettings(known.of, of)) ?? {
        of,
        store: createTokenStore(accountId, keys, shared.redis),
      };
      tokens = [token, ...tokens.filter((known) => known !== token)].slice(0, TOKENS);
      return token.store;
    },
  };
}
