import { LRUCache } from 'lru-cache';
import type { TimeRange } from '../wire-values.ts';
import { DAY_MS } from './time-grid.ts';

/** What was seen of the answers to one question, whatever the window: it says how wide the next slice should be. */
export type SliceSizes = {
  /** Rows of a page that another followed, on average; 0 while there was none. */
  pageLength(): number;
  /** Rows of a millisecond, over about the last day that was read; 0 at first. */
  density(): number;
  /** Rows of this slice if it was read of late, so that its pages may still be kept; null if not. */
  rowsRead(slice: TimeRange): number | null;
  /** A page had so many rows, and another followed. */
  paged(rows: number): void;
  /** So many milliseconds had so many rows. */
  counted(rows: number, widthMs: number): void;
  /** A slice was read whole and had so many rows. */
  read(slice: TimeRange, rows: number): void;
  /** Whether the upstream was seen to repeat a page where the next one was asked for: a slice must then fit one page. */
  repeats(): boolean;
  /** The upstream repeated a page. */
  repeated(): void;
  /** A slice has many more rows than it had. */
  forget(slice: TimeRange): void;
};

/** Slices of which it is remembered that they were read. */
const MAX_SLICES = 2000;
/** What the newest page counts for the average length. */
const NEWEST = 0.3;

/** Nothing seen yet. */
export function createSliceSizes(): SliceSizes {
  const slices = new LRUCache<string, number>({ max: MAX_SLICES });
  let pageLength = 0;
  let seen = { rows: 0, ms: 0 };
  let repeats = false;
  return {
    pageLength: () => pageLength,
    density: () => (seen.ms === 0 ? 0 : seen.rows / seen.ms),
    rowsRead: (slice) => slices.get(nameOf(slice)) ?? null,
    paged(rows) {
      pageLength = pageLength === 0 ? rows : pageLength + NEWEST * (rows - pageLength);
    },
    counted(rows, widthMs) {
      const fading = Math.exp(-widthMs / DAY_MS);
      seen = { rows: seen.rows * fading + rows, ms: seen.ms * fading + widthMs };
    },
    repeats: () => repeats,
    repeated() {
      repeats = true;
    },
    read: (slice, rows) => void slices.set(nameOf(slice), rows),
    forget: (slice) => void slices.delete(nameOf(slice)),
  };
}

function nameOf({ startMs, endMs }: TimeRange): string {
  return `${startMs} ${endMs}`;
}
