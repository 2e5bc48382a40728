import { messagingChannel } from '../messaging-channel.ts';
import { boolean, embeddedJson, instant, object, text } from '../wire-values.ts';
import type { Deflection, DeflectionEvent, DeflectionEventType, Phone } from './types.ts';

type Wire = Readonly<Record<string, unknown>>;

const EVENT_TYPES = new Map<string, DeflectionEventType>([
  ['skillchoice', 'SKILL_CHOICE'],
  ['callstart', 'CALL_START'],
  ['ovrchan', 'OVERRIDE_CHANNEL'],
  ['deflresponse', 'DEFLECTION_RESPONSE'],
  ['sendtext', 'SEND_TEXT'],
  ['conversationid', 'CONVERSATION_ID'],
]);

/**
 * The calls of a getLiveDeflectData answer, earliest first; null if it is not `success` with a map of lists of events.
 * The order of the map is not used, because `JSON.parse` moves keys that look like numbers.
 */
export function deflectionAnswer(accountId: string, json: unknown): readonly Deflection[] | null {
  const answer = object(json);
  const calls = object(answer?.data);
  if (calls === null || boolean(answer?.success) !== true) return null;
  const deflections: Deflection[] = [];
  for (const [callId, value] of Object.entries(calls)) {
    const events = (Array.isArray(value) ? value : [value]).map(object);
    if (!events.every((event) => event !== null)) return null;
    deflections.push(deflection(accountId, callId, events));
  }
  return deflections.sort(byBeginning);
}

function deflection(accountId: string, callId: string, events: readonly Wire[]): Deflection {
  const first = (...keys: string[]) =>
    keys.flatMap((key) => events.map((event) => text(event[key]))).find((value) => value !== null) ?? null;
  const ordered = events.map(deflectionEvent).sort(byTime);
  const latest = (type: DeflectionEventType) => ordered.findLast((event) => event.type === type)?.info ?? null;
  const channelCode = latest('OVERRIDE_CHANNEL');
  return {
    accountId,
    callId,
    externalCallId: first('externalCallId'),
    channel: channelCode === null ? null : messagingChannel(channelCode),
    channelCode,
    accepted: yesOrNo(latest('DEFLECTION_RESPONSE')),
    beganAt: instant(first('beginTimeStamp')),
    skill: first('skill') ?? latest('SKILL_CHOICE'),
    callerEnteredDigits: first('callerEnteredDigits'),
    callerInfo: events.map((event) => embeddedJson(event.callerInfo)).find((info) => info !== null) ?? null,
    conversationId: first('conversationId') ?? latest('CONVERSATION_ID'),
    customerPhone: phone(first('customerCountryCode'), first('customerPhoneNumber')),
    dialedPhone: phone(first('dialedCountryCode'), first('dialedPhoneNumber')),
    // The document's example and its table use different names.
    externalConsumerId: first('externalConsumerId', 'externalCustomerId'),
    events: ordered,
  };
}

/** Our reading of a caller's response: yes or no in a few words; null for any other. */
export function yesOrNo(response: string | null): boolean | null {
  if (/^(?:y|yes|true|1)$/i.test(response ?? '')) return true;
  return /^(?:n|no|false|0)$/i.test(response ?? '') ? false : null;
}

function phone(countryCode: string | null, number: string | null): Phone | null {
  return countryCode === null && number === null ? null : { countryCode, number };
}

function deflectionEvent(event: Wire): DeflectionEvent {
  const typeCode = text(event.eventType) ?? '';
  return {
    type: EVENT_TYPES.get(typeCode.toLowerCase()) ?? 'OTHER',
    typeCode,
    info: text(event.eventInfo),
    time: instant(event.eventTime),
  };
}

function byTime(a: DeflectionEvent, b: DeflectionEvent): number {
  return compare(a.time, b.time);
}

function byBeginning(a: Deflection, b: Deflection): number {
  return compare(a.beganAt, b.beganAt) || compare(a.callId, b.callId);
}

/** Ascending; null comes last. */
function compare(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}
