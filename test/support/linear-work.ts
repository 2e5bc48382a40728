import { expect } from 'vitest';

/** Milliseconds of this thread's own work below which nobody asks how it grows. */
const QUIET_MS = 60;

/** The longest that one request at its limit may keep this thread busy, in milliseconds; the client's own work counts, too. */
const LONGEST_MS = 500;

/** By how much four times as much may take more than four times as long, or as many bytes. */
const TOLERANCE = 2;

/** Does a piece of work of a size, and says of how many bytes its answer was. */
type Work = (size: number) => Promise<number>;

/**
 * Expects that work of a quarter of `limit`, of half, and of all of it takes time and bytes in proportion. The time is that
 * of this thread's processor, the least of several runs, so neither other work on the machine nor its speed counts.
 */
export async function expectLinear(name: string, limit: number, work: Work): Promise<void> {
  const whole = await costOf(work, limit, 1);
  if (whole.ms < QUIET_MS && whole.bytes < limit) return;
  const sizes = [limit / 4, limit / 2, limit].map(Math.floor);
  const costs = [];
  for (const size of sizes) costs.push(await costOf(work, size, 3));
  const [quarter, , all] = costs as [Cost, Cost, Cost];
  const told = `${name}: ${JSON.stringify(costs)}`;
  expect(all.ms, `${told}: holds the loop`).toBeLessThan(LONGEST_MS);
  expect(all.ms, `${told}: grows faster than its input`).toBeLessThan(4 * TOLERANCE * quarter.ms + QUIET_MS);
  expect(all.bytes, `${told}: its answer does`).toBeLessThan(4 * TOLERANCE * quarter.bytes + 10_000);
}

type Cost = { readonly ms: number; readonly bytes: number };

async function costOf(work: Work, size: number, runs: number): Promise<Cost> {
  let least: Cost = { ms: Number.POSITIVE_INFINITY, bytes: 0 };
  for (let run = 0; run < runs; run += 1) {
    const begin = process.threadCpuUsage();
    const bytes = await work(size);
    const { user, system } = process.threadCpuUsage(begin);
    const ms = (user + system) / 1000;
    if (ms < least.ms) least = { ms, bytes };
  }
  return least;
}
