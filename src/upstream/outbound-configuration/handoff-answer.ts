import { malformed } from '../http/decode.ts';
import { messagingChannel } from '../messaging-channel.ts';
import { boolean, boundedJson, instant, integer, object, text, texts } from '../wire-values.ts';
import { messageComponent } from './message-component.ts';
import type { Handoff, HandoffChannel, Lookback } from './types.ts';

const WRAPPERS = ['handoffs', 'data', 'items', 'results'] as const;

/**
 * The handoffs in an answer. No document shows the wrapper, so this is our reading: an array, an object with the array
 * under one of `WRAPPERS`, or a single object. A bare channel becomes a handoff of its own, whose id is its position in
 * the list, `@0`. Throws `UPSTREAM_MALFORMED` for anything else, and if a handoff has no id.
 */
export function handoffAnswer(accountId: string, json: unknown, offset: number): readonly Handoff[] {
  const items = listOf(json);
  if (items === null) throw malformed('OUTBOUND_CONFIGURATION', '$');
  return items.map((item, index) => {
    const row = object(item);
    if (row === null) throw malformed('OUTBOUND_CONFIGURATION', `[${index}]`);
    const isChannel = row.channels === undefined && row.type !== undefined;
    const handoffId = text(row.id) ?? (isChannel ? `@${offset + index}` : null);
    if (handoffId === null) throw malformed('OUTBOUND_CONFIGURATION', `[${index}].id`);
    return handoff(accountId, handoffId, isChannel ? { channels: [row] } : row);
  });
}

function listOf(json: unknown): readonly unknown[] | null {
  if (Array.isArray(json)) return json;
  const wrapper = object(json);
  if (wrapper === null) return null;
  const list = WRAPPERS.map((key) => wrapper[key]).find(Array.isArray);
  if (list !== undefined) return list;
  return wrapper.id !== undefined || wrapper.type !== undefined ? [wrapper] : null;
}

function handoff(accountId: string, handoffId: string, row: Readonly<Record<string, unknown>>): Handoff {
  return {
    accountId,
    handoffId,
    name: text(row.name),
    lookback: lookback(integer(row.lookbackPeriodDay), integer(row.lookbackPeriodHour)),
    routeAllWithinLookback: boolean(row.routeAllWithinLookback),
    createdAt: instant(row.createdAt),
    updatedAt: instant(row.updatedAt),
    channels: (Array.isArray(row.channels) ? row.channels : []).map((channel) => handoffChannel(object(channel) ?? {})),
  };
}

function lookback(days: number | null, hours: number | null): Lookback | null {
  return days === null && hours === null ? null : { days: days ?? 0, hours: hours ?? 0 };
}

function handoffChannel(row: Record<string, unknown>): HandoffChannel {
  const channelCode = text(row.type) ?? '';
  const core = {
    channelCode,
    language: text(row.language),
    outboundNumber: text(row.outboundnumber),
    messageComponents: (Array.isArray(row.messageComponents) ? row.messageComponents : []).map(messageComponent),
  };
  const channel = messagingChannel(channelCode);
  switch (channel) {
    case 'WHATSAPP':
      return {
        channel,
        ...core,
        namespace: text(row.namespace),
        templateName: text(row.templatename ?? row.templateName),
      };
    case 'IN_APP':
      return { channel, ...core, appNames: texts(row.appNames ?? row.appName ?? []) };
    case 'GOOGLE_RCS':
      return {
        channel,
        ...core,
        cardOrientation: text(row.cardOrientation),
        serviceAccountName: text(row.serviceAccountName),
      };
    case 'OTHER':
      return { channel, ...core, raw: boundedJson(row) };
    default:
      return { channel, ...core };
  }
}
