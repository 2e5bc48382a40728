import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { apisNumber } from '../request/apis-number.ts';
import type { PageSource } from '../upstream/outbound-reporting/types.ts';
import type { TransactionCount } from './transaction-count.ts';

/** How far earlier requests have counted. These counts are never changed. */
export type KeptCount = {
  readonly reached: TransactionCount;
  /** The part of it that stays fresh for longer than counts are kept; null if that is not known to be less. */
  readonly settled: TransactionCount | null;
};

/** Milliseconds for which a count is kept after its last use. */
const KEPT_MS = 10 * 60_000;

/** The groups, parts and sources of all counts kept by this process; each takes at most about 400 bytes. */
const MAX_ITEMS = 100_000;

const kept = new LRUCache<string, KeptCount>({
  maxSize: MAX_ITEMS,
  ttl: KEPT_MS,
  sizeCalculation: ({ reached, settled }) => 1 + sizeOf(reached) + (settled === null ? 0 : sizeOf(settled)),
});

/** The name of a question, however long that is. `apis` are those of an account and caller; others have counts of their own. */
export function countName(apis: object, question: unknown): string {
  return `${apisNumber(apis)} ${createHash('sha256').update(JSON.stringify(question)).digest('base64url')}`;
}

/** What to go on from: what was reached, unless that is whole and no longer fresh; then its settled part. Null if there is none. */
export function keptCount(name: string): KeptCount | null {
  const found = kept.get(name);
  if (found === undefined) return null;
  const { reached, settled } = found;
  if (isOfUse(reached)) return found;
  return settled !== null && isFresh(settled) ? { reached: settled, settled } : null;
}

/** Keeps a count for later requests, unless one that came further in the meantime is of use. */
export function keepCount(name: string, count: KeptCount): void {
  const other = kept.get(name)?.reached;
  if (other === undefined || other.countedTo <= count.reached.countedTo || !isOfUse(other)) kept.set(name, count);
}

/** For a request that wants nothing from before it. */
export function dropCount(name: string): void {
  kept.delete(name);
}

/** Whether upstream answers stay fresh for longer than counts are kept. */
export function isSettled(sources: readonly PageSource[]): boolean {
  return freshUntil(sources) > Date.now() + KEPT_MS;
}

function isOfUse(count: TransactionCount): boolean {
  return !count.isWhole || isFresh(count);
}

function isFresh({ sources }: TransactionCount): boolean {
  return freshUntil(sources) > Date.now();
}

/** Until when all are fresh, in epoch milliseconds; 0 if one of them is not cached, or there are none. */
function freshUntil(sources: readonly PageSource[]): number {
  const none = sources.length === 0 ? 0 : Number.POSITIVE_INFINITY;
  return sources.reduce((until, source) => Math.min(until, source.freshUntil ?? 0), none);
}

function sizeOf({ groups, parts, sources }: TransactionCount): number {
  return groups.size + parts.size + sources.length;
}
