import { instant, object, text } from '../wire-values.ts';
import type { ProactiveAlertRecord } from './types.ts';

/**
 * The alerts in a proactiveReporting answer, whose form no document shows: an array, or the map of lists that
 * getLiveDeflectData uses, under `data` or bare. Anything else, and an empty answer, holds none.
 */
export function alertRecords(json: unknown): readonly ProactiveAlertRecord[] {
  const wrapper = object(json);
  const data = wrapper === null ? json : (wrapper.data ?? wrapper.alerts ?? withoutFlags(wrapper));
  if (Array.isArray(data)) return data.filter(isTold).map((raw) => alertRecord(null, raw));
  const entries = Object.entries(object(data) ?? {});
  return entries.flatMap(([alertId, value]) =>
    (Array.isArray(value) ? value : [value]).filter(isTold).map((raw) => alertRecord(alertId, raw)),
  );
}

function isTold(raw: unknown): boolean {
  return raw !== null && raw !== undefined;
}

function withoutFlags({ success: _success, message: _message, ...data }: Record<string, unknown>) {
  return data;
}

function alertRecord(key: string | null, raw: unknown): ProactiveAlertRecord {
  const row = object(raw) ?? {};
  return {
    alertId: text(row.alertId) ?? text(row.id) ?? key,
    externalAlertId: text(row.externalAlertId),
    status: text(row.status) ?? text(row.alertStatus) ?? text(row.eventType),
    time: instant(row.sendTime ?? row.sentTime ?? row.time ?? row.eventTime ?? row.beginTimeStamp),
    raw,
  };
}
