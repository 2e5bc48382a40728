/** One alert as proactiveReporting shows it. The document's success body is empty; the fields follow proactiveAlert. */
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

/** The alerts that were sent through this sandbox, of all accounts. */
export type AlertLog = {
  /** Keeps an alert and gives it an id of ten digits. */
  add(alert: Omit<AlertRecord, 'alertId'>): AlertRecord;
  /** The alerts of an account, oldest first. */
  of(siteId: string): readonly AlertRecord[];
};

const keptAlerts = 1000;
const firstAlertId = 1_534_532_110;

/** A log that keeps the last 1,000 alerts. */
export function createAlertLog(): AlertLog {
  const alerts: AlertRecord[] = [];
  let nextId = firstAlertId;
  const add = (alert: Omit<AlertRecord, 'alertId'>): AlertRecord => {
    const record = { alertId: String(nextId), ...alert };
    nextId += 1;
    alerts.push(record);
    if (alerts.length > keptAlerts) alerts.shift();
    return record;
  };
  return { add, of: (siteId) => alerts.filter((alert) => alert.siteId === siteId) };
}
