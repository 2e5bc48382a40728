import type { Call } from '../http/request.ts';
import { batched, eachOnce } from '../value-loader.ts';
import type { Handoffs, OutboundConfiguration } from './adapter.ts';
import type { Handoff } from './types.ts';

/** Outbound Configuration as one request sees it: each page of the list is read once. */
export type OutboundConfigurationLoaders = {
  /**
   * The handoffs from the first on, until those read are enough, or all. Price: one call per page that is read, and one
   * more where the list is read to its end.
   */
  loadHandoffs(isEnough: (handoffs: readonly Handoff[]) => boolean): Promise<Handoffs>;
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
  const loadHandoffs = (isEnough: (handoffs: readonly Handoff[]) => boolean) =>
    readHandoffs((offset) => page.load(offset), isEnough);

  const handoff = batched(async (handoffIds: readonly string[]) => {
    const found = new Map<string, Handoff>();
    await loadHandoffs((handoffs) => {
      for (const item of handoffs) found.set(item.handoffId, item);
      return handoffIds.every((handoffId) => found.has(handoffId));
    });
    return handoffIds.map((handoffId) => found.get(handoffId) ?? null);
  });

  return { loadHandoffs, loadHandoff: (handoffId) => handoff.load(handoffId) };
}

/**
 * Reads a list page by page. It ends with an empty page, or with one that only repeats others (an upstream that ignores
 * the offset). A short page is no end: the upstream may give fewer at once than it was asked for, and tells no total.
 */
async function readHandoffs(
  loadPage: (offset: number) => Promise<Handoffs>,
  isEnough: (handoffs: readonly Handoff[]) => boolean,
): Promise<Handoffs> {
  const handoffs: Handoff[] = [];
  const readAt: string[] = [];
  const seen = new Set<string>();
  for (let offset = 0; ; ) {
    const page = await loadPage(offset);
    readAt.push(page.fetchedAt);
    const isRepeated = page.handoffs.every((handoff) => seen.has(identityOf(handoff)));
    const fresh = isRepeated ? [] : page.handoffs.filter((handoff) => isBare(handoff) || !seen.has(handoff.handoffId));
    handoffs.push(...fresh);
    if (isRepeated || isEnough(handoffs)) return { handoffs, fetchedAt: readAt.sort()[0] as string };
    for (const handoff of fresh) seen.add(identityOf(handoff));
    offset += page.handoffs.length;
  }
}

/** What a handoff is recognized by on another page: its id, or, of a bare channel, whose id is its place, its content. */
function identityOf(handoff: Handoff): string {
  return isBare(handoff) ? JSON.stringify(handoff.channels) : handoff.handoffId;
}

function isBare({ handoffId }: Handoff): boolean {
  return handoffId.startsWith('@');
}
