import type { Call } from '../http/request.ts';
import type { MessagingChannel } from '../messaging-channel.ts';
import { batched, eachOnce } from '../value-loader.ts';
import type { HandoffSlice, OutboundConfiguration } from './adapter.ts';
import type { Handoff, Slice } from './types.ts';

/** A stretch of the handoffs, all or those of one channel; offsets count within that list. */
type HandoffsQuery = Slice & { readonly channel: MessagingChannel | null };

/** Outbound Configuration as one request sees it. */
export type OutboundConfigurationLoaders = {
  /** Price: one call; for one channel one or a list of them; for several channels one list of them together. */
  loadHandoffs(query: HandoffsQuery): Promise<HandoffSlice>;
  /** How many there are, of one channel or of all. Price: one list. */
  countHandoffs(channel: MessagingChannel | null): Promise<number>;
  /** Null when the account has no such handoff. Price: one list, whatever the number of handoffs. */
  loadHandoff(handoffId: string): Promise<Handoff | null>;
};

/** All Outbound Configuration loaders of one request and account; lists are read `pageLength` handoffs a call. */
export function createOutboundConfigurationLoaders(
  api: OutboundConfiguration,
  pageLength: number,
  call: Call,
): OutboundConfigurationLoaders {
  const page = eachOnce((slice: Slice) => api.fetchHandoffs(slice, call));
  const every = (onPage: (slice: HandoffSlice) => void = () => {}) =>
    everyHandoff(async (offset) => {
      const slice = await page.load({ offset, limit: pageLength });
      onPage(slice);
      return slice;
    }, pageLength);

  const ofChannel = async (channel: MessagingChannel | null, end: number): Promise<HandoffSlice> => {
    const handoffs: Handoff[] = [];
    const readAt: string[] = [];
    for await (const handoff of every(({ fetchedAt }) => readAt.push(fetchedAt))) {
      if (channel === null || handoff.channels.some((its) => its.channel === channel)) handoffs.push(handoff);
      if (handoffs.length === end) break;
    }
    return { handoffs, fetchedAt: readAt.sort()[0] ?? '' };
  };

  const answer = async ({ channel, offset, limit }: HandoffsQuery, onlyChannel: boolean): Promise<HandoffSlice> => {
    if (channel === null) return page.load({ offset, limit });
    const listed = onlyChannel && channel !== 'OTHER' ? channel : null;
    const slice = listed && (await api.fetchHandoffsByChannel(listed, { offset, limit }, call));
    if (slice) return slice;
    const { handoffs, fetchedAt } = await ofChannel(channel, offset + limit);
    return { handoffs: handoffs.slice(offset), fetchedAt };
  };

  const handoffs = batched((queries: readonly HandoffsQuery[]) => {
    const channels = new Set(queries.map(({ channel }) => channel).filter((channel) => channel !== null));
    return Promise.all(queries.map((query) => answer(query, channels.size === 1).catch((error: Error) => error)));
  });

  const handoff = batched(async (handoffIds: readonly string[]) => {
    const found = new Map<string, Handoff | null>(handoffIds.map((handoffId) => [handoffId, null]));
    let missing = found.size;
    for await (const item of every()) {
      if (found.get(item.handoffId) === null) missing -= 1;
      if (found.has(item.handoffId)) found.set(item.handoffId, item);
      if (missing === 0) break;
    }
    return handoffIds.map((handoffId) => found.get(handoffId) ?? null);
  });

  return {
    loadHandoffs: (query) => handoffs.load(query),
    loadHandoff: (handoffId) => handoff.load(handoffId),
    countHandoffs: async (channel) => (await ofChannel(channel, Number.POSITIVE_INFINITY)).handoffs.length,
  };
}

/** All handoffs, a page at a time; over when a page is short, or repeats (an upstream that ignores the offset). */
async function* everyHandoff(loadPage: (offset: number) => Promise<HandoffSlice>, pageLength: number) {
  const seen = new Set<string>();
  for (let offset = 0; ; offset += pageLength) {
    const { handoffs } = await loadPage(offset);
    const fresh = handoffs.filter(({ handoffId }) => !seen.has(handoffId));
    for (const { handoffId } of fresh) seen.add(handoffId);
    yield* fresh;
    if (fresh.length === 0 || handoffs.length < pageLength) return;
  }
}
