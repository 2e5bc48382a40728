/** One alert in proactiveReporting. The document shows no record, so the fields follow those of proactiveAlert. */
export type AlertRecord = {
  alertId: string;
  externalAlertId: string | null;
  siteId: string;
  skill: string;
  status: 'SENT' | 'DELIVERED' | 'READ' | 'FAILED';
  /** ISO 8601. */
  sendTime: string;
  customerCountryCode: string;
  customerPhoneNumber: string;
  proactiveChannel: string;
  proactiveLanguage: string;
  proactiveTemplate: string;
};

/** The alerts of all accounts that were sent through this sandbox. */
export type AlertLog = {
  /** Stores an alert under a new id of ten digits. */
  add(alert: Omit<AlertRecord, 'alertId'>): AlertRecord;
  /** The alerts of an account, oldest first. */
  of(siteId: string): readonly AlertRecord[];
};

const maxAlerts = 1000;
const firstAlertId = 1_534_532_110;

/** A log of the last 1,000 alerts. */
export function createAlertLog(): AlertLog {
  const alerts: AlertRecord[] = [];
  let nextId = firstAlertId;
  const add = (alert: Omit<AlertRecord, 'alertId'>): AlertRecord => {
    const record = { alertId: String(nextId), ...alert };
    nextId += 1;
    alerts.push(record);
    if (alerts.length > maxAlerts) alerts.shift();
    return record;
  };
  return { add, of: (siteId) => alerts.filter((alert) => alert.siteId === siteId) };
}
