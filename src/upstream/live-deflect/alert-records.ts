import { malformed } from '../http/decode.ts';
import { boolean, boundedJson, type Instant, instant, object, type TimeRange, text } from '../wire-values.ts';
import { type AlertChannelCodes, alertChannel } from './channel-codes.ts';
import type { ProactiveAlertRecord } from './types.ts';
import { namesAsWritten } from './written-order.ts';

/**
 * Members that may hold the alerts. The document mentions "alert transactions"; `data` is used by getLiveDeflectData.
 */
const LISTS = ['data', 'alerts', 'transactions'];

/**
 * The names that a member of an alert may have, the likeliest first: those of the request that sends it, then others that
 * say the same.
 */
const MEMBERS = {
  alertId: ['alertId', 'id'],
  externalAlertId: ['externalAlertId'],
  status: ['status', 'alertStatus', 'eventType'],
  skill: ['skill'],
  templateName: ['proactiveTemplate', 'templateName', 'template'],
  templateLanguage: ['proactiveLanguage', 'templateLanguage', 'language'],
  channelCode: ['proactiveChannel', 'channel'],
} as const;

type Member = keyof typeof MEMBERS;

/** The report that an answer is. */
export type AnsweredReport = {
  readonly accountId: string;
  readonly during: TimeRange;
  readonly channelCodes: AlertChannelCodes;
};

/** A position in an answer: the members that lead to it. */
type Place = AnsweredReport & {
  readonly body: string;
  readonly path: readonly string[];
  /** How many records had a name at a time so far. */
  readonly counts: Map<string, number>;
};

/**
 * The alerts in a proactiveReporting answer, in its order. No document shows its form, so this is our reading: a list
 * of objects, or a map of alert ids to one or several objects; at the top, or under `data`, `alerts`, `transactions` or
 * the only other member. Null if the answer has no data: an empty body, `null`, or `success` alone. Throws
 * `UPSTREAM_MALFORMED` for anything else, because a caller who sees no alerts may send them again.
 */
export function alertRecords(
  report: AnsweredReport,
  json: unknown,
  body: string,
): readonly ProactiveAlertRecord[] | null {
  return recordsAt(json, { ...report, body, path: [], counts: new Map() });
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
  const read = (member: Member) =>
    MEMBERS[member].map((name) => text(row[name])).find((value) => value !== null) ?? null;
  const alertId = read('alertId') ?? key;
  const externalAlertId = read('externalAlertId');
  const channelCode = read('channelCode');
  const time = instant(row.sendTime ?? row.sentTime ?? row.time ?? row.eventTime ?? row.beginTimeStamp);
  return {
    accountId: place.accountId,
    identity: identityOf(time, alertId ?? externalAlertId ?? '', place),
    alertId,
    externalAlertId,
    status: read('status'),
    skill: read('skill'),
    templateName: read('templateName'),
    templateLanguage: read('templateLanguage'),
    channel: channelCode === null ? null : alertChannel(channelCode, place.channelCodes),
    channelCode,
    time,
    raw: boundedJson(raw),
  };
}

/**
 * Records of one name and time are numbered. A hash of the record would tell them apart, too, but reveal the phone number in
 * it to anyone who tries all numbers.
 */
function identityOf(time: Instant | null, name: string, { during, counts }: Place): ProactiveAlertRecord['identity'] {
  const when = time ?? `${during.startMs}-${during.endMs}`;
  const key = JSON.stringify([when, name]);
  const nth = counts.get(key) ?? 0;
  counts.set(key, nth + 1);
  return [when, name, String(nth)];
}

function notUnderstood({ path }: Place): never {
  // Only known names: any other may be data.
  throw malformed('LIVE_DEFLECT', path.filter((name) => LISTS.includes(name)).join('.') || '$');
}

/**
 * Throws `UPSTREAM_MALFORMED` if there are alerts, but none has the member as a text, or says that it has none: the report
 * then does not show which of them have a wanted value, and whether they were sent.
 */
export function requireMember(alerts: readonly ProactiveAlertRecord[], member: Member): void {
  const hasMember = (alert: ProactiveAlertRecord) =>
    alert[member] !== null || MEMBERS[member].some((name) => isNone(object(alert.raw)?.[name]));
  if (alerts.length > 0 && !alerts.some(hasMember)) throw malformed('LIVE_DEFLECT', MEMBERS[member][0]);
}

function isNone(value: unknown): boolean {
  return value === null || value === '';
}
