import type { SandboxAccount } from './accounts.ts';
import { type AlertLog, createAlertLog } from './alert-log.ts';
import { createDayTotals, type DayTotals } from './day-totals.ts';
import { createDays, type Days } from './days.ts';
import type { Exchange, Reply } from './http-exchange.ts';
import type { Settings } from './settings.ts';

/** The data of one sandbox. */
export type World = {
  settings: Settings;
  days: Days;
  totals: DayTotals;
  alerts: AlertLog;
};

/** An authenticated request within its rate limit. */
export type Call = {
  world: World;
  exchange: Exchange;
  account: SandboxAccount;
  /** The variable parts of the path. */
  parts: Record<string, string>;
  /** The JSON body; {} when empty. */
  body: Record<string, unknown>;
};

/** Answers the requests of one route. May throw a Refusal. */
export type Handler = (call: Call) => Reply | Promise<Reply>;

/** The data of a new sandbox. */
export function createWorld(settings: Settings): World {
  const days = createDays(settings.transactionsPerDay);
  return { settings, days, totals: createDayTotals(days), alerts: createAlertLog() };
}
