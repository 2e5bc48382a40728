import type { Call } from '../http/request.ts';
import { batched, eachOnce } from '../value-loader.ts';
import type { Handoffs, ListedChannel, OutboundConfiguration } from './adapter.ts';
import type { Handoff } from './types.ts';

/** Whether the handoffs that were read are all that is wanted. */
type IsEnough = (handoffs: readonly Handoff[]) => boolean;

/** Outbound Configuration as one request sees it: each page of the list is read once. */
export type OutboundConfigurationLoaders = {
  /**
   * The handoffs from the first on, until those read are enough, or all. Price: one call per page that is read, and one
   * more where the list is read to its end.
   */
  loadHandoffs(isEnough: IsEnough): Promise<Handoffs>;
  /** The same of the list by channel, which need not have whole handoffs. Price: the same, once for each channel. */
  loadHandoffsByChannel(channel: ListedChannel, isEnough: IsEnough): Promise<Handoffs>;
  /** Null when the account has no such handoff. Price: one list for all ids, read until each is found. */
  loadHandoff(handoffId: string): Promise<Handoff | null>;
};

/** All Outbound Configuration loaders of one request and account; the list is asked for `pageLength` handoffs a call. */
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
    const found = new Map<string, Handoff>();
    await loadHandoffs((handoffs) => {
      for (const item of handoffs) found.set(item.handoffId, item);
      return handoffIds.every((handoffId) => found.has(handoffId));
    });
    return handoffIds.map((handoffId) => found.get(handoffId) ?? null);
  });

  return {
    loadHandoffs,
    loadHandoffsByChannel: (channel, isEnough) =>
      readHandoffs((offset) => pageByChannel.load({ channel, offset }), isEnough),
    loadHandoff: (handoffId) => handoff.load(handoffId),
  };
}

/**
 * Reads a list page by page. It ends with an empty page, or with one that only repeats what was read (an upstream that
 * ignores the offset). A short page is no end: the upstream may give fewer at once than it was asked for, and tells no
 * total.
 */
async function readHandoffs(loadPage: (offset: number) => Promise<Handoffs>, isEnough: IsEnough): Promise<Handoffs> {
  const handoffs: Handoff[] = [];
  const readAt: string[] = [];
  const seen = new Set<string>();
  for (let offset = 0, before = ''; ; ) {
    const page = await loadPage(offset);
    readAt.push(page.fetchedAt);
    const fresh = page.handoffs.filter(({ handoffId }) => !seen.has(handoffId));
    const content = contentOf(page);
    const isEnd = fresh.length === 0 || content === before;
    if (!isEnd) handoffs.push(...fresh);
    if (isEnd || isEnough(handoffs)) return { handoffs, fetchedAt: readAt.sort()[0] as string };
    for (const { handoffId } of fresh) seen.add(handoffId);
    before = content;
    offset += page.handoffs.length;
  }
}

/** What a page is recognized by: the ids of its handoffs, and all of its bare channels, whose ids are but their places. */
function contentOf({ handoffs }: Handoffs): string {
  return JSON.stringify(handoffs.map(({ handoffId, channels }) => (handoffId.startsWith('@') ? channels : handoffId)));
}
