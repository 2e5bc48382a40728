import { skills } from './campaigns.ts';
import { jsonReply, type Reply } from './http-exchange.ts';
import { reportWindowOf } from './live-deflect-body.ts';
import { fictionalPhone, fictionalUsPhone } from './phone-numbers.ts';
import { between, hashText, idFrom, mix, pick, type Random, randomFrom } from './random.ts';
import { dayMs, dayNumberOf } from './series.ts';
import type { Call } from './world.ts';

/** A call that was deflected from voice to messaging: its start and its events. */
type DeflectedCall = { callId: string; beginMs: number; events: DeflectEvent[] };

type DeflectEvent = Record<string, string | null>;

const seconds = 1000;

/**
 * The calls that began in a window, each with its events so far, keyed by callId (LiveDeflect API, getLiveDeflectData
 * v2).
 */
export function answerDeflections(call: Call): Reply {
  const { startMs, endMs } = reportWindowOf(call);
  const { seed, quirks, now } = call.world.settings;
  const nowMs = now();
  const data: Record<string, DeflectEvent[]> = {};
  for (let dayNumber = dayNumberOf(startMs); dayNumber <= dayNumberOf(endMs); dayNumber += 1) {
    for (const { callId, beginMs, events } of callsOn(
      seed,
      call.account.accountId,
      dayNumber,
      quirks.externalCustomerIdKey,
    )) {
      if (beginMs < startMs || beginMs > endMs) continue;
      data[callId] = events.filter(({ eventTime }) => Number(eventTime) <= nowMs);
    }
  }
  return jsonReply(200, { success: quirks.stringSuccess ? 'true' : true, data });
}

function callsOn(seed: string, siteId: string, dayNumber: number, customerKey: boolean): DeflectedCall[] {
  const daySeed = mix(dayNumber, hashText(`${seed}/${siteId}/calls`));
  const count = between(randomFrom(daySeed), 34, 46);
  return Array.from({ length: count }, (_, ordinal) => {
    const random = randomFrom(mix(ordinal, daySeed));
    const callId = String(dayNumber * 100 + ordinal);
    const beginMs = dayNumber * dayMs + Math.floor(((ordinal + random()) / count) * dayMs);
    const conversationId =
      random() < 0.45 ? idFrom(mix(1, daySeed), mix(ordinal, 7), mix(ordinal, daySeed), dayNumber) : null;
    const common: DeflectEvent = { callId, siteId, conversationId, ...callerFields(beginMs, customerKey, random) };
    return { callId, beginMs, events: eventsOf(common, beginMs, random) };
  });
}

function callerFields(beginMs: number, customerKey: boolean, random: Random): DeflectEvent {
  const customer = fictionalPhone(random);
  const dialed = fictionalUsPhone(random);
  return {
    externalCallId: String(between(random, 1000, 9999)),
    beginTimeStamp: String(beginMs),
    skill: pick(random, skills),
    callerEnteredDigits: String(between(random, 0, 9999)).padStart(4, '0'),
    callerInfo: JSON.stringify({
      waitedSeconds: between(random, 5, 300),
      tshirtsize: pick(random, ['Small', 'Large']),
    }),
    customerCountryCode: customer.countryCode,
    customerPhoneNumber: customer.number,
    dialedCountryCode: dialed.countryCode,
    dialedPhoneNumber: dialed.number,
    [customerKey ? 'externalCustomerId' : 'externalConsumerId']: `123-${between(random, 100_000_000, 999_999_999)}`,
  };
}

/**
 * The event types in the order of a call, with the eventInfo of each (LiveDeflect API, response payload definition).
 */
function eventsOf(common: DeflectEvent, beginMs: number, random: Random): DeflectEvent[] {
  const steps: [eventType: string, eventInfo: string | null][] = [
    ['callstart', 'Y'],
    ['skillchoice', common.skill ?? null],
    ['deflresponse', 'Y'],
  ];
  if (random() < 0.3) steps.push(['ovrchan', 'sms']);
  steps.push(['sendtext', 'Welcome, how can we help you?']);
  if (common.conversationId) steps.push(['conversationid', common.conversationId]);
  let at = beginMs;
  return steps.map(([eventType, eventInfo], step) => {
    if (step > 0) at += between(random, seconds, 40 * seconds);
    return { ...common, eventType, eventInfo, eventTime: String(at) };
  });
}
