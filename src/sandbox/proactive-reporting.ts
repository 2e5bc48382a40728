import type { AlertRecord } from './alert-log.ts';
import { skills } from './campaigns.ts';
import { jsonReply, type Reply } from './http-exchange.ts';
import { reportWindowOf } from './live-deflect-body.ts';
import { fictionalPhone } from './phone-numbers.ts';
import { between, hashText, mix, pick, randomFrom } from './random.ts';
import { dayMs, dayNumberOf } from './series.ts';
import type { Call } from './world.ts';

/**
 * The alerts sent in a window, both made-up ones and those sent through this sandbox, keyed by alertId
 * (LiveDeflect API, proactiveReporting).
 */
export function answerProactiveReporting(call: Call): Reply {
  const { startMs, endMs } = reportWindowOf(call);
  const { world, account } = call;
  const { seed, quirks } = world.settings;
  const alerts: AlertRecord[] = [];
  for (let dayNumber = dayNumberOf(startMs); dayNumber <= dayNumberOf(endMs); dayNumber += 1) {
    alerts.push(...alertsOn(seed, account.accountId, dayNumber));
  }
  alerts.push(...world.alerts.of(account.accountId));
  const inWindow = alerts.filter(({ sendTime }) => Date.parse(sendTime) >= startMs && Date.parse(sendTime) <= endMs);
  const data = Object.fromEntries(inWindow.map((alert) => [alert.alertId, [alert]]));
  return jsonReply(200, { success: quirks.stringSuccess ? 'true' : true, data });
}

function alertsOn(seed: string, siteId: string, dayNumber: number): AlertRecord[] {
  const daySeed = mix(dayNumber, hashText(`${seed}/${siteId}/alerts`));
  const count = between(randomFrom(daySeed), 16, 24);
  return Array.from({ length: count }, (_, ordinal) => alertAt(siteId, dayNumber, ordinal, mix(ordinal, daySeed)));
}

function alertAt(siteId: string, dayNumber: number, ordinal: number, seed: number): AlertRecord {
  const random = randomFrom(seed);
  const customer = fictionalPhone(random);
  return {
    alertId: String(dayNumber * 100 + ordinal),
    externalAlertId: random() < 0.8 ? String(between(random, 1_000_000_000, 1_999_999_999)) : null,
    siteId,
    skill: pick(random, skills),
    status: pick(random, ['SENT', 'DELIVERED', 'DELIVERED', 'READ', 'FAILED']),
    sendTime: new Date(dayNumber * dayMs + Math.floor(random() * dayMs)).toISOString(),
    customerCountryCode: customer.countryCode,
    customerPhoneNumber: customer.number,
    proactiveChannel: pick(random, ['', 'sms', 'wa']),
    proactiveLanguage: 'english',
    proactiveTemplate: pick(random, ['flightdelay', 'orderupdate', 'paymentreminder']),
  };
}
