import type { BaseUrl } from '../domain/base-url.ts';
import type { Call, Send } from '../http/request.ts';
import { sendJson } from '../http/send-json.ts';
import type { MessagingChannel } from '../messaging-channel.ts';
import type { Instant } from '../wire-values.ts';
import { handoffAnswer } from './handoff-answer.ts';
import type { Handoff } from './types.ts';

/** Handoffs in the upstream's order, and when the oldest answer among them was read from the upstream. */
export type Handoffs = { readonly handoffs: readonly Handoff[]; readonly fetchedAt: Instant };

/** The channels for which the upstream has a list. */
export type ListedChannel = Exclude<MessagingChannel, 'OTHER'>;

type Slice = { readonly offset: number; readonly limit: number };

/**
 * The Outbound Configuration API of one account. Each method returns at most `limit` handoffs from `offset` on. It may
 * return fewer although there are more, because no document states a maximum. Throws `UpstreamError`. Price: one call.
 */
export type OutboundConfiguration = {
  fetchHandoffs(slice: Slice, call: Call): Promise<Handoffs>;
  /** Bare channels as documented, each as a handoff of its own; or handoffs, which may lack their other channels. */
  fetchHandoffsByChannel(channel: ListedChannel, slice: Slice, call: Call): Promise<Handoffs>;
};

const CHANNEL_NAMES: Record<ListedChannel, string> = {
  SMS: 'sms-twilio',
  WHATSAPP: 'wa',
  APPLE_BUSINESS_CHAT: 'apple-twilio',
  GOOGLE_RCS: 'googlercs',
  IN_APP: 'inapp',
};

/**
 * The adapter of Outbound Configuration: knows its paths, spellings and quirks, and returns the gateway's own types.
 */
export function outboundConfiguration(accountId: string, baseUrl: BaseUrl, send: Send): OutboundConfiguration {
  const fetchList = async (path: string, { limit, offset }: Slice, call: Call) => {
    const host = await baseUrl('configuration', call);
    const url = `${host}/api/account/${accountId}/app/prmsg/handoffs/${path}?v=1&limit=${limit}&offset=${offset}`;
    const request = { method: 'GET', url, family: 'handoffs' } as const;
    const read = (json: unknown) => ({ handoffs: handoffAnswer(accountId, json, offset) });
    return sendJson(send, request, read, call);
  };
  return {
    fetchHandoffs: (slice, call) => fetchList('list', slice, call),
    fetchHandoffsByChannel: (channel, slice, call) => fetchList(`list/channel/${CHANNEL_NAMES[channel]}`, slice, call),
  };
}
