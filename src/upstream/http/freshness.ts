import type { UpstreamRequest } from './request.ts';

/** How long answers are kept, in milliseconds. */
export type FreshnessOptions = {
  /** What LivePerson's reports lag behind what happened. */
  readonly dataDelayMs: number;
  /** After that delay, how long a window may still change before it counts as settled. */
  readonly settlingMs: number;
  /** A report on a settled window is fresh this long. */
  readonly settledMs: number;
  /** A report on any other window. */
  readonly recentMs: number;
  /** A campaign's report and analytics, which have no window. */
  readonly campaignsMs: number;
  readonly handoffsMs: number;
  /** How long past its freshness an answer is still served while it is refreshed. */
  readonly staleWhileRevalidateMs: number;
  /** How long past its freshness an answer is still served when its upstream is out of order. */
  readonly staleIfErrorMs: number;
};

/** Milliseconds that an answer to a request is fresh from when it was fetched (epoch milliseconds). */
export function freshMs(
  options: FreshnessOptions,
  { family, windowEndMs }: UpstreamRequest,
  fetchedAt: number,
): number {
  if (family === 'handoffs') return options.handoffsMs;
  if (family === 'campaignReport' || family === 'campaignAnalytics') return options.campaignsMs;
  const settled = windowEndMs !== undefined && windowEndMs + options.dataDelayMs + options.settlingMs < fetchedAt;
  return settled ? options.settledMs : options.recentMs;
}
