import type { AppJwtKeys, TokenStore } from '../auth/app-jwt.ts';
import { type AlertLedgerOf, createAlertLedgers } from '../live-deflect/account-send-once.ts';
import { type BudgetSettings, type Budgets, createBudgets } from '../traffic/budgets.ts';
import { createTokenStore } from '../traffic/token-store.ts';
import type { AccountOptions, Shared } from './account-options.ts';
import { sameSettings } from './same-settings.ts';

/** What an account keeps when its configuration changes: idempotency keys, turns taken, and its token. */
export type AccountMemory = {
  readonly budgets: Budgets;
  readonly ledgerOf: AlertLedgerOf;
  /** The store of the App JWT: a new one if the keys or the addresses have changed. */
  tokenOf(account: AccountOptions, keys: AppJwtKeys): TokenStore;
};

/** Token stores kept per account: Reporting and Configuration may have one each, and one each from before. */
const MAX_TOKENS = 4;

/** The memory of an account that the gateway has not served before. */
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
      tokens = [token, ...tokens.filter((known) => known !== token)].slice(0, MAX_TOKENS);
      return token.store;
    },
  };
}
