import { badRequest } from './refusal.ts';
import { retentionStart } from './series.ts';

/** A window of attempted times in epoch milliseconds. */
export type TimeWindow = { startMs: number; endMs: number };

const hourMs = 60 * 60_000;

/** The widest window of transactions: 24 hours (Outbound Reporting API, limitations). */
export const transactionsWindow = { ms: 24 * hourMs, text: '24 hours' };

/** The widest window of analytics: 60 days (Outbound Reporting API, limitations). */
export const analyticsWindow = { ms: 60 * 24 * hourMs, text: '60 days' };

/**
 * Reads attemptedStartTime and attemptedEndTime. Throws a Refusal (400) when one is missing or not a number, or when they
 * are reversed, too far apart or too old.
 */
export function timeWindowOf(query: URLSearchParams, widest: { ms: number; text: string }, nowMs: number): TimeWindow {
  const startMs = epochMsOf(query, 'attemptedStartTime');
  const endMs = epochMsOf(query, 'attemptedEndTime');
  if (endMs < startMs) throw badRequest('attemptedEndTime must not be before attemptedStartTime');
  if (endMs - startMs > widest.ms) throw badRequest(`The time interval must not exceed ${widest.text}`);
  if (startMs < retentionStart(nowMs)) throw badRequest('attemptedStartTime must not be older than 13 months');
  return { startMs, endMs };
}

function epochMsOf(query: URLSearchParams, name: string): number {
  const text = query.get(name);
  if (text === null || text === '') throw badRequest(`Missing required query parameter: ${name}`);
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(value)) throw badRequest(`${name} must be a time in epoch milliseconds`);
  return value;
}
