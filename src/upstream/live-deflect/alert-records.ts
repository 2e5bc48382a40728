import { malformed } from '../http/decode.ts';
import { boolean, boundedJson, instant, object, text } from '../wire-values.ts';
import type { ProactiveAlertRecord } from './types.ts';
import { namesAsWritten } from './written-order.ts';

/**
 * Members that may hold the alerts. The document mentions "alert transactions"; `data` is used by getLiveDeflectData.
 */
const LISTS = ['data', 'alerts', 'transactions'];

/** A position in an answer: the members that lead to it. */
type Place = { readonly body: string; readonly path: readonly string[] };

/**
 * The alerts in a proactiveReporting answer, in its order. No document shows its form, so this is our reading: a list
 * of objects, or a map of alert ids to one or several objects; at the top, or under `data`, `alerts`, `transactions` or
 * the only other member. Null if the answer has no data: an empty body, `null`, or `success` alone. Throws
 * `UPSTREAM_MALFORMED` for anything else, because a caller who sees no alerts may send them again.
 */
export function alertRecords(json: unknown, body: string): readonly ProactiveAlertRecord[] | null {
  return recordsAt(json, { body, path: [] });
}

function recordsAt(value: unknown, place: Place): readonly ProactiveAlertRecord[] | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map((row) => record(null, row, place));
  const { success = true, message: _message, error: _error, ...data } = object(value) ?? notUnderstood(place);
  if (boolean(success) !== true) throw malformed('LIVE_DEFLECT', 'success');
  const names = Object.keys(data);
  const list = LISTS.find((name) => name in data) ?? onlyList(data);
  if (list !== undefined) return recordsAt(data[list], { ...place, path: [...place.path, list] });
  if (names.length === 0) return place.path.length === 0 ? null : [];
  if (!names.every(isAlertId)) notUnderstood(place);
  return idsInOrder(data, place).flatMap((alertId) => {
    const rows = data[alertId];
    return (Array.isArray(rows) ? rows : [rows]).map((row) => record(alertId, row, place));
  });
}

/**
 * The name of the only member if it is a non-empty list (`warnings: []` says nothing about alerts) and not an alert id.
 */
function onlyList(data: Readonly<Record<string, unknown>>): string | undefined {
  const [[name, value] = ['', null], ...others] = Object.entries(data);
  return others.length === 0 && !isAlertId(name) && Array.isArray(value) && value.length > 0 ? name : undefined;
}

/** Ids contain digits; member names do not. */
function isAlertId(name: string): boolean {
  return /\d/.test(name);
}

function idsInOrder(data: Readonly<Record<string, unknown>>, { body, path }: Place): readonly string[] {
  const names = Object.keys(data);
  if (!names.some((name) => /^\d+$/.test(name))) return names;
  return namesAsWritten(body, path).filter((name) => Object.hasOwn(data, name));
}

function record(key: string | null, raw: unknown, place: Place): ProactiveAlertRecord {
  const row = object(raw) ?? notUnderstood(place);
  return {
    alertId: text(row.alertId) ?? text(row.id) ?? key,
    externalAlertId: text(row.externalAlertId),
    status: text(row.status) ?? text(row.alertStatus) ?? text(row.eventType),
    time: instant(row.sendTime ?? row.sentTime ?? row.time ?? row.eventTime ?? row.beginTimeStamp),
    raw: boundedJson(raw),
  };
}

function notUnderstood({ path }: Place): never {
  // Only known names: any other may be data.
  throw malformed('LIVE_DEFLECT', path.filter((name) => LISTS.includes(name)).join('.') || '$');
}

/**
 * The alerts with these external ids. Throws `UPSTREAM_MALFORMED` if no alert of the report has the member, because the
 * report then does not show whether the alerts were sent.
 */
export function alertsOfIds(
  alerts: readonly ProactiveAlertRecord[],
  ids: ReadonlySet<string>,
): readonly ProactiveAlertRecord[] {
  if (alerts.length > 0 && !alerts.some(({ raw }) => object(raw)?.externalAlertId !== undefined)) {
    throw malformed('LIVE_DEFLECT', 'externalAlertId');
  }
  return alerts.filter(({ externalAlertId }) => externalAlertId !== null && ids.has(externalAlertId));
}
