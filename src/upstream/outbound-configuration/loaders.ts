import type { Call } from '../http/request.ts';
import { batched, eachOnce } from '../value-loader.ts';
import type { Handoffs, ListedChannel, OutboundConfiguration } from './adapter.ts';
import type { Handoff } from './types.ts';

/** Whether the handoffs read so far are enough. */
type IsEnough = (handoffs: readonly Handoff[]) => boolean;

/** Outbound Configuration, for one request: each page of a list is read once. */
export type OutboundConfigurationLoaders = {
  /**
   * Handoffs from the first one on, until they are enough or the list ends. Price: one call per page, and one more to
   * find the end of the list.
   */
  loadHandoffs(isEnough: IsEnough): Promise<Handoffs>;
  /** The same for the list by channel, whose handoffs may be incomplete. Price: the same, for each channel. */
  loadHandoffsByChannel(channel: ListedChannel, isEnough: IsEnough): Promise<Handoffs>;
  /** Null if the account has no such handoff. Price: one list for all ids, read until each is found. */
  loadHandoff(handoffId: string): Promise<Handoff | null>;
};

/** All Outbound Configuration loaders of one request and account; each call requests `pageLength` handoffs. */
export function createOutboundConfigurationLoaders(
  api: OutboundConfiguration,
  pageLength: number,
  call: Call,
): OutboundConfigurationLoaders {
  const page = eachOnce((offset: number) => api.fetchHandoffs({ offset, limit: pageLength }, call));
  const pageByChannel = eachOnce(({ channel, offset }: { channel: ListedChannel; offset: number }) =>
    api.fetchHandoffsByChannel(channel, { offset, limit: pageLength }, call),
  );
  const loadHandoffs = (isEnough: IsEnough) => readHandoffs((offset) => page.load(offset), isEnough);

  const handoff = batched(async (handoffIds: readonly string[]) => {
    const byId = new Map<string, Handoff>();
    await loadHandoffs((handoffs) => {
      for (const item of handoffs) byId.set(item.handoffId, item);
      return handoffIds.every((handoffId) => byId.has(handoffId));
    });
    return handoffIds.map((handoffId) => byId.get(handoffId) ?? null);
  });

  return {
    loadHandoffs,
    loadHandoffsByChannel: (channel, isEnough) =>
      readHandoffs((offset) => pageByChannel.load({ channel, offset }), isEnough),
    loadHandoff: (handoffId) => handoff.load(handoffId),
  };
}

/**
 * Reads a list page by page. The list ends with an empty page, or with one that only repeats earlier handoffs (from an
 * upstream that ignores the offset). A short page is not the end: the upstream may return fewer than requested, and
 * states no total.
 */
async function readHandoffs(loadPage: (offset: number) => Promise<Handoffs>, isEnough: IsEnough): Promise<Handoffs> {
  const handoffs: Handoff[] = [];
  const fetchedAts: string[] = [];
  const seen = new Set<string>();
  for (let offset = 0, before = ''; ; ) {
    const page = await loadPage(offset);
    fetchedAts.push(page.fetchedAt);
    const fresh = page.handoffs.filter(({ handoffId }) => !seen.has(handoffId));
    const content = contentOf(page);
    const isEnd = fresh.length === 0 || content === before;
    if (!isEnd) handoffs.push(...fresh);
    if (isEnd || isEnough(handoffs)) return { handoffs, fetchedAt: fetchedAts.sort()[0] as string };
    for (const { handoffId } of fresh) seen.add(handoffId);
    before = content;
    offset += page.handoffs.length;
  }
}

/** Identifies a page: by the ids of its handoffs, and by the content of bare channels, whose ids are only positions. */
function contentOf({ handoffs }: Handoffs): string {
  return JSON.stringify(handoffs.map(({ handoffId, channels }) => (handoffId.startsWith('@') ? channels : handoffId)));
}
