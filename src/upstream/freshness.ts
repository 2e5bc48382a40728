import type { Family } from './family.ts';

/** How long answers are cached, in milliseconds. */
export type FreshnessOptions = {
  /** How far LivePerson's reports lag behind the events they count. */
  readonly dataDelayMs: number;
  /** How long after that delay a window may still change before it counts as settled. */
  readonly settlingMs: number;
  /** Freshness of a report on a settled window. */
  readonly settledMs: number;
  /** Freshness of a report on any other window. */
  readonly recentMs: number;
  /** Freshness of a campaign's report and analytics, which have no window. */
  readonly campaignsMs: number;
  readonly handoffsMs: number;
  /** How long past its freshness an answer is still served while it is refreshed. */
  readonly staleWhileRevalidateMs: number;
  /** How long past its freshness an answer is still served while its upstream is down. */
  readonly staleIfErrorMs: number;
};

/** Families whose answers have one freshness; for the others, the window decides. */
const FIXED: Readonly<Partial<Record<Family, 'campaignsMs' | 'handoffsMs'>>> = {
  campaignReport: 'campaignsMs',
  campaignAnalytics: 'campaignsMs',
  handoffs: 'handoffsMs',
};

/** The freshness in milliseconds of an answer that was fetched at `fetchedAt`. All times are epoch milliseconds. */
export function freshMs(
  options: FreshnessOptions,
  { family, windowEndMs }: { readonly family: Family; readonly windowEndMs?: number },
  fetchedAt: number,
): number {
  const fixed = FIXED[family];
  if (fixed !== undefined) return options[fixed];
  const settled = windowEndMs !== undefined && windowEndMs + options.dataDelayMs + options.settlingMs < fetchedAt;
  return settled ? options.settledMs : options.recentMs;
}
