import type { QueryName } from './queries.ts';
import type { SubjectName } from './subject-names.ts';
import type { Load } from './wrk.ts';

/** One run of wrk, and what it took of the server. */
export type Measurement = Load & {
  /** Requests for each second of processor time: what others on the same core do hardly changes it. */
  readonly perCoreSecond: number;
  /** The share of the server's core that went to other processes. */
  readonly others: number;
};

/** Upstream calls of one request: when it is asked first, and again. */
export type Calls = { readonly first: number; readonly again: number };

/** The measurements of each query and subject, one a round. */
export type Loads = Map<QueryName, Map<SubjectName, readonly Measurement[]>>;

/** Milliseconds from the command to the first answer, and megabytes of resident memory after it. */
export type Start = { readonly startMs: number; readonly idleMb: number };

/** Bytes of a page of 1,000. */
export type Wire = { readonly plain: number; readonly packed: number };

/** The calls of each query and subject. */
export type CallCounts = ReadonlyMap<QueryName, ReadonlyMap<SubjectName, Calls>>;

/** All that was measured; `wire` is null if the page of 1,000 was not. */
export type Figures = {
  readonly loads: Loads;
  readonly calls: CallCounts;
  readonly start: Start;
  readonly wire: Wire | null;
};
