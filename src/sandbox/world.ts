import type { SandboxAccount } from './accounts.ts';
import { type AlertLog, createAlertLog } from './alert-log.ts';
import { createDayTotals, type DayTotals } from './day-totals.ts';
import { createDays, type Days } from './days.ts';
import type { Exchange, Reply } from './http-exchange.ts';
import type { Settings } from './settings.ts';

/** What the answers of one sandbox are made from. */
export type World = {
  settings: Settings;
  days: Days;
  totals: DayTotals;
  alerts: AlertLog;
};

/** A request that is allowed to be answered. */
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

/** The world of a sandbox that just started. */
export function createWorld(settings: Settings): World {
  const days = createDays(settings.transactionsPerDay);
  return { settings, days, totals: createDayTotals(days), alerts: createAlertLog() };
}
