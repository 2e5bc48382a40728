import { sumFunnels } from '../upstream/outbound-reporting/merge-analytics.ts';
import type { Funnel, PageSource, Transaction } from '../upstream/outbound-reporting/types.ts';
import type { Slice } from '../upstream/outbound-reporting/walk-slices.ts';
import { addTally, addTransaction, emptyTally, funnelOf, type Tally } from './tally.ts';

/** The transactions of a range, counted from its start on. */
export type TransactionCount = {
  /** By the name of the group, in the order in which the groups first appear. */
  readonly groups: Map<string, Tally>;
  /**
   * All of them as analytics has them where that matters to its rates: SMS by UTC day and skill. Of days that are counted,
   * only two are left: SMS without reads, and all the others.
   */
  readonly parts: Map<string, Tally>;
  /** Epoch milliseconds before which all are counted. */
  countedTo: number;
  /** Whether the whole range is counted. */
  isWhole: boolean;
  /** When the oldest page was read; null before the first. */
  fetchedAt: string | null;
  /** The upstream answers that they were read from. */
  readonly sources: PageSource[];
};

/** Nothing yet. */
export function createCount(startMs: number): TransactionCount {
  return {
    groups: new Map(),
    parts: new Map(),
    countedTo: startMs,
    isWhole: false,
    fetchedAt: null,
    sources: [],
  };
}

/** A count that goes on without changing this one. */
export function copyOf(count: TransactionCount): TransactionCount {
  const copied = (tallies: TransactionCount['groups']) =>
    new Map([...tallies].map(([name, its]) => [name, { ...its }]));
  return { ...count, groups: copied(count.groups), parts: copied(count.parts), sources: [...count.sources] };
}

/** Counts one more. */
export function addToCount({ groups, parts }: TransactionCount, group: string, transaction: Transaction): void {
  const { channel, skill, attemptedTime } = transaction;
  addTransaction(tallyOf(groups, group), transaction);
  addTransaction(tallyOf(parts, channel === 'SMS' ? `${attemptedTime.slice(0, 10)} ${skill}` : ''), transaction);
}

/** Notes that a slice, all of which lies before `countedTo`, was counted. */
export function passSlice(
  count: TransactionCount,
  { fetchedAt, sources }: Pick<Slice, 'fetchedAt' | 'sources'>,
  countedTo: number,
): void {
  count.countedTo = countedTo;
  if (count.fetchedAt === null || fetchedAt < count.fetchedAt) count.fetchedAt = fetchedAt;
  count.sources.push(...sources);
  joinDays(count);
}

/** The SMS of days that are over, of skills without reads. Sorts after all days. */
const UNREAD = 'unread';

/** Joins the parts of days that are over: none of their skills gets another read. */
function joinDays({ parts, countedTo }: TransactionCount): void {
  const today = new Date(countedTo).toISOString().slice(0, 10);
  for (const [name, tally] of parts) {
    if (name === '' || name >= today) continue;
    addTally(tallyOf(parts, tally.smsRead > 0 ? '' : UNREAD), tally);
    parts.delete(name);
  }
}

/** Of all that was counted. */
export function totalsOf({ parts }: TransactionCount): Funnel {
  return sumFunnels([...parts.values()].map(funnelOf));
}

function tallyOf(tallies: Map<string, Tally>, name: string): Tally {
  const known = tallies.get(name);
  if (known !== undefined) return known;
  const tally = emptyTally();
  tallies.set(name, tally);
  return tally;
}
