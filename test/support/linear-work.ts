import { expect } from 'vitest';

/** Milliseconds that this machine takes for what a fast one does in one. */
const SLOWNESS = slowness();

/** The longest that one request may keep this thread busy, in milliseconds; the client's and the upstream's work in it count, too. */
const LONGEST_MS = 500 * SLOWNESS;

/** Milliseconds for a quarter of the limit below which even the square of it would hardly be too long: it is not driven further. */
const QUIET_MS = 40 * SLOWNESS;

/** By how much four times as much may take more than four times as long, or as many bytes. */
const TOLERANCE = 2;

/** Does a piece of work of a size, and says of how many bytes its answer was. */
type Work = (size: number) => Promise<number>;

type Cost = { readonly ms: number; readonly bytes: number };

/**
 * Expects that work of a quarter of `limit`, of half, and of all of it takes time and bytes in proportion. The time is that
 * of this thread's processor, the least of several runs, so that other work on the machine does not count.
 */
export async function expectLinear(name: string, limit: number, work: Work): Promise<void> {
  const quiet = (cost: Cost) => cost.ms < QUIET_MS && cost.bytes < limit;
  const size = Math.floor(limit / 4);
  const first = await costOf(work, size);
  if (quiet(first)) return;
  const quarter = least(first, await costOf(work, size));
  if (quiet(quarter)) return;
  const half = await costOf(work, Math.floor(limit / 2));
  const all = least(await costOf(work, limit), await costOf(work, limit));
  const told = `${name}: ${JSON.stringify([quarter, half, all])}`;
  expect(all.ms, `${told}: holds the loop`).toBeLessThan(LONGEST_MS);
  expect(half.ms, `${told}: grows faster than its input`).toBeLessThan(2 * TOLERANCE * quarter.ms + QUIET_MS);
  expect(all.ms, `${told}: grows faster than its input`).toBeLessThan(4 * TOLERANCE * quarter.ms + QUIET_MS);
  expect(all.bytes, `${told}: its answer grows faster than its input`).toBeLessThan(
    4 * TOLERANCE * quarter.bytes + limit,
  );
}

async function costOf(work: Work, size: number): Promise<Cost> {
  const begin = process.threadCpuUsage();
  const bytes = await work(size);
  const { user, system } = process.threadCpuUsage(begin);
  return { ms: (user + system) / 1000, bytes };
}

function least(...costs: readonly Cost[]): Cost {
  return costs.reduce((one, other) => (other.ms < one.ms ? other : one));
}

/** By how much this machine is slower than one that reads and writes a megabyte of JSON in 15 ms; 1 at least. */
function slowness(): number {
  const text = JSON.stringify(Array.from({ length: 100_000 }, (_, index) => `x${index}`));
  const runs = Array.from({ length: 5 }, () => {
    const begin = process.threadCpuUsage();
    JSON.stringify(JSON.parse(text));
    const { user, system } = process.threadCpuUsage(begin);
    return (user + system) / 1000;
  });
  return Math.max(1, Math.min(...runs) / 15);
}
