import type { TimeRange } from '../wire-values.ts';

/** A slice to read, and how many rows it may turn out to have without a new plan. */
export type SlicePlan = { readonly time: TimeRange; readonly expected: number };

/** How large a slice should be, in rows. */
export type SliceBounds = {
  /** With so many rows a slice is large enough; infinite if it should be as large as it may. */
  readonly enough: number;
  /** The most rows. */
  readonly most: number;
  /** So many rows are never a surprise. */
  readonly usual: number;
  /** So many rows more than were read are rather read, too, than a smaller slice from its start. */
  readonly surplus: number;
};

/** What the bounds depend on. */
export type SliceDemand = {
  /** Rows of an upstream page. */
  readonly pageLength: number;
  readonly pagesLeft: number;
  /** Rows that the client's page still needs; null if the whole range will be read, and nothing of it is lost. */
  readonly wanted: number | null;
  /** Whether what is read and not needed now serves the next requests. */
  readonly isCached: boolean;
};

/** The most upstream pages of a slice: enough that few of them are half empty. */
const PAGES = 5;
/** How full a single page should get: with more rows there may be two. */
const SINGLE = 0.75;
/** Slices are not made for fewer rows, however short the pages are. */
const LEAST_ROWS = 10;
/** Wanted rows are multiplied by this, because rows are not spread evenly. */
const MARGIN = 1.15;

/** As many pages as a slice may have, or what is wanted; what fits into one page, at least, if the rest is cached. */
export function boundsOf({ pageLength, pagesLeft, wanted, isCached }: SliceDemand): SliceBounds {
  const page = Math.max(LEAST_ROWS, pageLength);
  const most = page * Math.max(1, Math.min(PAGES, pagesLeft));
  if (wanted === null) return { enough: Number.POSITIVE_INFINITY, most, usual: most, surplus: 2 * most };
  const single = SINGLE * page;
  const enough = Math.max(MARGIN * wanted + LEAST_ROWS, single / 3);
  const bounds = { enough, most, usual: page, surplus: page };
  return isCached && enough <= single ? { ...bounds, enough: Number.POSITIVE_INFINITY, most: single } : bounds;
}

/** The narrowest of the times (widest first) that has enough rows ahead; if that has too many, the widest that has not. */
export function chooseSlice(
  times: readonly TimeRange[],
  { enough, most, usual }: SliceBounds,
  rowsOf: (time: TimeRange) => number,
  aheadOf: (time: TimeRange) => TimeRange,
): SlicePlan {
  const covering = times.findLast((time) => rowsOf(aheadOf(time)) >= enough);
  const isFit = covering !== undefined && rowsOf(covering) <= most;
  const time = isFit ? covering : (times.find((one) => rowsOf(one) <= most) ?? (times.at(-1) as TimeRange));
  return { time, expected: Math.max(1.5 * rowsOf(time), usual) };
}
