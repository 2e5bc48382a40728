import type { BaseUrl } from '../domain/base-url.ts';
import type { Call, Send } from '../http/request.ts';
import { sendJson } from '../http/send-json.ts';
import type { MessagingChannel } from '../messaging-channel.ts';
import type { Instant } from '../wire-values.ts';
import { handoffAnswer } from './handoff-answer.ts';
import type { Handoff, Slice } from './types.ts';

/** Some handoffs, and when they were read. */
export type HandoffSlice = { readonly handoffs: readonly Handoff[]; readonly fetchedAt: Instant };

/** The Outbound Configuration API of one account. Every method is one upstream call and throws `UpstreamError`. */
export type OutboundConfiguration = {
  fetchHandoffs(slice: Slice, call: Call): Promise<HandoffSlice>;
  /** Null when the upstream lists channels without their handoffs, as documented; known once, no more calls are made. */
  fetchHandoffsByChannel(channel: ListedChannel, slice: Slice, call: Call): Promise<HandoffSlice | null>;
};

/** The channels that the upstream lists handoffs by. */
type ListedChannel = Exclude<MessagingChannel, 'OTHER'>;

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
    const read = (json: unknown) => handoffAnswer(accountId, json, offset);
    return sendJson('OUTBOUND_CONFIGURATION', send, request, read, call);
  };
  let listsBareChannels = false;
  return {
    fetchHandoffs: (slice, call) => ask('list', slice, call),
    async fetchHandoffsByChannel(channel, slice, call) {
      if (listsBareChannels) return null;
      const answer = await ask(`list/channel/${CHANNEL_NAMES[channel]}`, slice, call);
      listsBareChannels = answer.bare;
      return answer.bare ? null : answer;
    },
  };
}
