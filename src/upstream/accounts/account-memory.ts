import type { AppJwtKeys, KeptToken } from '../auth/app-jwt.ts';
import { type AlertLedgerOf, createAlertLedgers } from '../live-deflect/account-send-once.ts';
import { accountToken } from '../traffic/account-cache.ts';
import { type BudgetSettings, type Budgets, createBudgets } from '../traffic/budgets.ts';
import { tokenMemory } from '../traffic/token-memory.ts';
import type { AccountOptions, Shared } from './account-options.ts';
import { sameSettings } from './same-settings.ts';

/** What must not be lost when an account's configuration changes: alerts that were sent, turns that were taken, its token. */
export type AccountMemory = {
  readonly budgets: Budgets;
  readonly ledgerOf: AlertLedgerOf;
  /** Where the App JWT is kept; another place when the keys or the addresses are not those of before. */
  tokenOf(account: AccountOptions, keys: AppJwtKeys): KeptToken;
};

/** Tokens of an account that are remembered: Reporting and Configuration may have one each, and had others before. */
const TOKENS = 4;

/** The memory of an account that is served for the first time. */
export function createAccountMemory(accountId: string, settings: BudgetSettings, shared: Shared): AccountMemory {
  let tokens: readonly { readonly of: unknown; readonly kept: KeptToken }[] = [];
  return {
    budgets: createBudgets(accountId, settings, shared),
    ledgerOf: createAlertLedgers(accountId, shared.redis),
    tokenOf({ region, endpoints }, keys) {
      const of = { keys, region, endpoints };
      const token = tokens.find((known) => sameSettings(known.of, of)) ?? {
        of,
        kept: tokenMemory(accountToken(accountId, keys, shared.redis)),
      };
      tokens = [token, ...tokens.filter((known) => known !== token)].slice(0, TOKENS);
      return token.kept;
    },
  };
}
