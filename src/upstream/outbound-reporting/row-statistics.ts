import { LRUCache } from 'lru-cache';
import type { TimeRange } from '../wire-values.ts';
import type { SlicePlan } from './choose-slice.ts';
import { createScout, type Scout } from './scout.ts';
import { DAY_MS, widthOf } from './time-grid.ts';

/** A time and its rows. */
type CountedTime = { readonly time: TimeRange; readonly rows: number };

/** A slice that was read, or is being read: `rows` are then those that are expected. */
type KnownSlice = SlicePlan & { readonly rows: number };

/** What the answers to one question have shown so far, in any window. The widths of the next slices depend on it. */
export type RowStatistics = {
  /** Has one walk ahead of the others while nothing is known. */
  readonly scout: Scout;
  /** Rows of a page that another page followed, on average; 0 if there was none yet. */
  pageLength(): number;
  /** How many rows a time should have: by the slices read nearby, and by the average for what is farther away. */
  estimate(time: TimeRange): number;
  /** The slices that were read recently or are being read, so that their pages may be cached. */
  slices(): Iterable<KnownSlice>;
  /** Whether the latest page could be cached. True at first. */
  isCached(): boolean;
  /** Whether the upstream repeats a page when asked for the next one: a slice must then fit into one page. */
  repeatsPages(): boolean;
  /** A page had so many rows, and another follows. */
  addPage(rows: number): void;
  /** A time has so many rows, by a count of them. */
  addCount(time: TimeRange, rows: number): void;
  /**
   * A slice is being read: other walks read the same one, although they would plan another by what is known by then. Call
   * what it returns if the reading fails: it takes the plan back, but not what others have found out of the slice.
   */
  addPlan(plan: SlicePlan): () => void;
  /** A slice was read completely and has so many rows; `passed` is the part of it that is not in the future. */
  addSlice(slice: TimeRange, passed: TimeRange, rows: number): void;
  setCached(isCached: boolean): void;
  setRepeatsPages(): void;
  /** The slice has many more rows than `slices` says, or its pages do not fit together. */
  forget(slice: TimeRange): void;
};

/** The slices whose sizes are remembered. */
const MAX_SLICES = 2000;
/** The slices that estimates are made from. */
const MAX_RECENT = 8;
/** The weight of the newest page in the average length. */
const NEWEST = 0.3;
/** The density of a slice holds for so many of its widths. */
const NEAR = 4;

/** Statistics without any answer yet. */
export function createRowStatistics(): RowStatistics {
  const slices = new LRUCache<string, KnownSlice>({ max: MAX_SLICES });
  const scout = createScout();
  let recent: readonly CountedTime[] = [];
  let pageLength = 0;
  let isCached = true;
  let repeatsPages = false;
  let average = { rows: 0, ms: 0 };

  /** An average over about the last day that was read. */
  const addCount = (time: TimeRange, rows: number) => {
    const fading = Math.exp(-widthOf(time) / DAY_MS);
    scout.setKnown();
    average = { rows: average.rows * fading + rows, ms: average.ms * fading + widthOf(time) };
  };

  return {
    scout,
    pageLength: () => pageLength,
    estimate(time) {
      const near = nearest(recent, time);
      const nearMs = near === null ? 0 : Math.min(widthOf(time), NEAR * widthOf(near.time));
      const rows = near === null || nearMs === 0 ? 0 : (nearMs * near.rows) / widthOf(near.time);
      return rows + (average.ms === 0 ? 0 : ((widthOf(time) - nearMs) * average.rows) / average.ms);
    },
    slices: () => slices.values(),
    isCached: () => isCached,
    repeatsPages: () => repeatsPages,
    addPage(rows) {
      pageLength = pageLength === 0 ? rows : pageLength + NEWEST * (rows - pageLength);
    },
    addCount,
    addPlan(plan) {
      const name = nameOf(plan.time);
      const planned = { ...plan, rows: plan.expected };
      if (!slices.has(name)) slices.set(name, planned);
      return () => {
        if (slices.peek(name) === planned) slices.delete(name);
      };
    },
    addSlice(slice, passed, rows) {
      slices.set(nameOf(slice), { time: slice, rows, expected: 2 * rows + pageLength });
      addCount(passed, rows);
      recent = [{ time: passed, rows }, ...recent].slice(0, MAX_RECENT);
    },
    setCached(value) {
      isCached = value;
    },
    setRepeatsPages() {
      repeatsPages = true;
    },
    forget: (slice) => void slices.delete(nameOf(slice)),
  };
}

/** The slice closest to a time, the latest read of several; null if all are more than their own width away. */
function nearest(recent: readonly CountedTime[], time: TimeRange): CountedTime | null {
  const gapMs = (one: TimeRange) => Math.max(0, one.startMs - time.endMs, time.startMs - one.endMs);
  let found: CountedTime | null = null;
  for (const one of recent) {
    const isNear = gapMs(one.time) <= widthOf(one.time);
    if (isNear && (found === null || gapMs(one.time) < gapMs(found.time))) found = one;
  }
  return found;
}

function nameOf({ startMs, endMs }: TimeRange): string {
  return `${startMs} ${endMs}`;
}
