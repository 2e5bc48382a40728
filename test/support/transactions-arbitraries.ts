import fc from 'fast-check';
import type { StoredTransaction } from './transactions-upstream.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** A UTC midnight, the first instant of the days that the arbitraries are about. */
export const FIRST_DAY = Date.parse('2026-03-01T00:00:00.000Z');

const DAYS = 5;

const instantMs = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 0, max: DAYS }).map((day) => FIRST_DAY + day * DAY_MS) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: DAYS }).map((day) => FIRST_DAY + day * DAY_MS - 1) },
  { weight: 2, arbitrary: fc.constantFrom(FIRST_DAY + 30 * HOUR_MS, FIRST_DAY + 31 * HOUR_MS) },
  { weight: 3, arbitrary: fc.integer({ min: FIRST_DAY, max: FIRST_DAY + DAYS * DAY_MS }) },
);

/** Transactions of a few days, in no order of time: many at midnights, many at equal instants, some days empty. */
export const storedTransactions: fc.Arbitrary<StoredTransaction[]> = fc
  .array(instantMs, { maxLength: 40 })
  .map((instants) => instants.map((attemptedMs, index) => ({ transactionId: `t${index}`, attemptedMs })));

/** A range that begins and ends at midnights or anywhere, at least a millisecond wide. */
export const timeRange: fc.Arbitrary<{ startMs: number; endMs: number }> = fc
  .tuple(instantMs, instantMs)
  .map(([a, b]) => ({ startMs: Math.min(a, b), endMs: Math.max(a, b) + (a === b ? 1 : 0) }));

/** Page lengths, of which each page takes the next, round and round. */
export const pageLengths: fc.Arbitrary<readonly number[]> = fc.array(
  fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 5, max: 9999 })),
  { minLength: 1, maxLength: 4 },
);

/** Page lengths by window and offset, from a list of them. */
export function lengthsFrom(lengths: readonly number[]): (window: { startMs: number }, offset: number) => number {
  return ({ startMs }, offset) => lengths[(Math.floor(startMs / HOUR_MS) + offset) % lengths.length] ?? 1;
}

/** The list that a gateway must give: by attempt and id, the end of the range exclusive. */
export function expectedList(
  transactions: readonly StoredTransaction[],
  { startMs, endMs }: { startMs: number; endMs: number },
  order: 'OLDEST_FIRST' | 'NEWEST_FIRST',
): readonly string[] {
  const sorted = transactions
    .filter(({ attemptedMs }) => attemptedMs >= startMs && attemptedMs < endMs)
    .toSorted((a, b) => a.attemptedMs - b.attemptedMs || (a.transactionId < b.transactionId ? -1 : 1))
    .map(({ transactionId }) => transactionId);
  return order === 'OLDEST_FIRST' ? sorted : sorted.reverse();
}

/** `attempted` as GraphQL text. */
export function attempted({ startMs, endMs }: { startMs: number; endMs: number }): string {
  return `attempted: { start: "${new Date(startMs).toISOString()}", end: "${new Date(endMs).toISOString()}" }`;
}
