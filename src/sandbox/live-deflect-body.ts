import { liveDeflectError, Refusal } from './refusal.ts';
import { retentionStart } from './series.ts';
import type { TimeWindow } from './time-window.ts';
import type { Call } from './world.ts';

/** A Refusal (400) of an invalid request, in the format of LiveDeflect. */
export function badAlert(error: string): Refusal {
  return new Refusal(liveDeflectError(400, error));
}

/** Throws a Refusal (400) naming the first required field that is missing. */
export function requireFields(body: Record<string, unknown>, names: readonly string[]): void {
  const missing = names.find((name) => body[name] === undefined || body[name] === null || body[name] === '');
  if (missing !== undefined) throw badAlert(`Missing required field: ${missing}`);
}

/** Throws a Refusal (401) when the body's siteId is not the account of the credentials. */
export function requireOwnSite({ body, account }: Call): void {
  if (String(body.siteId) !== account.accountId) {
    throw new Refusal(liveDeflectError(401, 'The credentials do not belong to this siteId'));
  }
}

/**
 * The window of a LiveDeflect report, limited to the retention; its times are epoch milliseconds, as strings or numbers
 * (LiveDeflect API, getLiveDeflectData). Throws a Refusal: 400 when invalid, 401 on another account's siteId.
 */
export function reportWindowOf(call: Call): TimeWindow {
  requireFields(call.body, ['siteId', 'startTime', 'endTime']);
  requireOwnSite(call);
  const nowMs = call.world.settings.now();
  const startMs = epochMsOf(call.body, 'startTime');
  const endMs = epochMsOf(call.body, 'endTime');
  if (endMs < startMs) throw badAlert('endTime must not be before startTime');
  return { startMs: Math.max(startMs, retentionStart(nowMs)), endMs: Math.min(endMs, nowMs) };
}

function epochMsOf(body: Record<string, unknown>, name: string): number {
  const text = String(body[name]);
  if (!/^\d{1,15}$/.test(text)) throw badAlert(`${name} must be a time in epoch milliseconds`);
  return Number(text);
}
