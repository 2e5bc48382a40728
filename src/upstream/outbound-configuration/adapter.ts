import type { BaseUrl } from '../domain/base-url.ts';
import type { Call, Send } from '../http/request.ts';
import { sendJson } from '../http/send-json.ts';
import type { MessagingChannel } from '../messaging-channel.ts';
import type { Instant } from '../wire-values.ts';
import { handoffAnswer } from './handoff-answer.ts';
import type { Handoff } from './types.ts';

/** Some handoffs in the upstream's order, and when the oldest of them were read. */
export type Handoffs = { readonly handoffs: readonly Handoff[]; readonly fetchedAt: Instant };

/** The channels that the upstream lists by. */
export type ListedChannel = Exclude<MessagingChannel, 'OTHER'>;

type Slice = { readonly offset: number; readonly limit: number };

/**
 * The Outbound Configuration API of one account. Each method gives at most `limit` from `offset` on; fewer also where the
 * upstream has more, because no document says how many it gives at once. One upstream call; throws `UpstreamError`.
 */
export type OutboundConfiguration = {
  fetchHandoffs(slice: Slice, call: Call): Promise<Handoffs>;
  /** As documented, bare channels, each as a handoff of its own; else handoffs, perhaps without their other channels. */
  fetchHandoffsByChannel(channel: ListedChannel, slice: Slice, call: Call): Promise<Handoffs>;
};

const CHANNEL_NAMES: Record<ListedChannel, string> = {
  SMS: 'sms-twilio',
  WHATSAPP: 'wa',
  APPLE_BUSINESS_CHAT: 'apple-twilio',
  GOOGLE_RCS: 'googlercs',
  IN_APP: 'inapp',
};

/** Knows the Outbound Configuration API's paths, spellings and quirks, and answers in the graph's words. */
export function outboundConfiguration(accountId: string, baseUrl: BaseUrl, send: Send): OutboundConfiguration {
  const ask = async (path: string, { limit, offset }: Slice, call: Call) => {
    const host = await baseUrl('configuration', call);
    const url = `${host}/api/account/${accountId}/app/prmsg/handoffs/${path}?v=1&limit=${limit}&offset=${offset}`;
    const request = { method: 'GET', url, family: 'handoffs' } as const;
    const read = (json: unknown) => ({ handoffs: handoffAnswer(accountId, json, offset) });
    return sendJson(send, request, read, call);
  };
  return {
    fetchHandoffs: (slice, call) => ask('list', slice, call),
    fetchHandoffsByChannel: (channel, slice, call) => ask(`list/channel/${CHANNEL_NAMES[channel]}`, slice, call),
  };
}
