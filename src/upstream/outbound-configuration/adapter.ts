import type { BaseUrl } from '../domain/base-url.ts';
import type { Call, Send } from '../http/request.ts';
import { sendJson } from '../http/send-json.ts';
import type { Instant } from '../wire-values.ts';
import { handoffAnswer } from './handoff-answer.ts';
import type { Handoff } from './types.ts';

/** Some handoffs in the upstream's order, and when the oldest of them were read. */
export type Handoffs = { readonly handoffs: readonly Handoff[]; readonly fetchedAt: Instant };

/** The Outbound Configuration API of one account. */
export type OutboundConfiguration = {
  /**
   * At most `limit` handoffs from `offset` on; fewer also where the upstream has more, because no document says how many
   * it gives at once. One upstream call; throws `UpstreamError`.
   */
  fetchHandoffs(slice: { readonly offset: number; readonly limit: number }, call: Call): Promise<Handoffs>;
};

/** Knows the Outbound Configuration API's paths, spellings and quirks, and answers in the graph's words. */
export function outboundConfiguration(accountId: string, baseUrl: BaseUrl, send: Send): OutboundConfiguration {
  return {
    async fetchHandoffs({ limit, offset }, call) {
      const host = await baseUrl('configuration', call);
      const url = `${host}/api/account/${accountId}/app/prmsg/handoffs/list?v=1&limit=${limit}&offset=${offset}`;
      const request = { method: 'GET', url, family: 'handoffs' } as const;
      const read = (json: unknown) => ({ handoffs: handoffAnswer(accountId, json, offset) });
      return sendJson('OUTBOUND_CONFIGURATION', send, request, read, call);
    },
  };
}
