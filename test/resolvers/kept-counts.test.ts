import { describe, expect, it } from 'vitest';
import { countName, dropCount, keepCount, keptCount } from '../../src/resolvers/kept-counts.ts';
import { emptyTally } from '../../src/resolvers/tally.ts';
import { createCount, type TransactionCount } from '../../src/resolvers/transaction-count.ts';

const HOUR_MS = 60 * 60_000;

/** A count of so many groups up to here; one that is whole has answers that are fresh until `freshUntil`. */
function count(countedTo: number, freshUntil: number | null = null, groups = 1): TransactionCount {
  return {
    ...createCount(0),
    countedTo,
    isWhole: freshUntil !== null,
    sources: freshUntil === null ? [] : [{ name: 'page', fetchedAt: 0, freshUntil }],
    groups: new Map(Array.from({ length: groups }, (_, index) => [String(index), emptyTally()])),
  };
}

const later = () => Date.now() + HOUR_MS;

describe('keptCount', () => {
  it('is what was reached, until it is dropped', () => {
    const name = countName({}, ['question']);
    expect(keptCount(name)).toBeNull();
    const kept = { reached: count(1), settled: null };
    keepCount(name, kept);
    expect(keptCount(name)).toBe(kept);
    dropCount(name);
    expect(keptCount(name)).toBeNull();
  });

  it('is that of the same question to the same APIs only', () => {
    const [apis, others] = [{}, {}];
    keepCount(countName(apis, ['question']), { reached: count(1), settled: null });
    expect(keptCount(countName(apis, ['question']))).not.toBeNull();
    expect(keptCount(countName(others, ['question']))).toBeNull();
    expect(keptCount(countName(apis, ['another']))).toBeNull();
  });

  it('is the settled part of a whole count that is no longer fresh, if that still is', () => {
    const name = countName({}, []);
    const settled = { ...count(1, later()), isWhole: false };
    keepCount(name, { reached: count(2, later()), settled });
    expect(keptCount(name)?.reached.countedTo).toBe(2);
    keepCount(name, { reached: count(2, 0), settled });
    expect(keptCount(name)).toEqual({ reached: settled, settled });
    keepCount(name, { reached: count(2, 0), settled: null });
    expect(keptCount(name)).toBeNull();
    keepCount(name, { reached: count(2, 0), settled: { ...count(1, 0), isWhole: false } });
    expect(keptCount(name)).toBeNull();
  });

  it('is the one that came furthest of those in flight at once, while it is of use', () => {
    const name = countName({}, []);
    keepCount(name, { reached: count(2), settled: null });
    keepCount(name, { reached: count(1), settled: null });
    expect(keptCount(name)?.reached.countedTo).toBe(2);
    keepCount(name, { reached: count(3, 0), settled: null });
    keepCount(name, { reached: count(1), settled: null });
    expect(keptCount(name)?.reached.countedTo).toBe(1);
  });

  it('is no whole count that nothing was read for: its range may have begun since', () => {
    const name = countName({}, []);
    keepCount(name, { reached: { ...count(1), isWhole: true }, settled: null });
    expect(keptCount(name)).toBeNull();
  });

  it('has a short name, however long the question is', () => {
    expect(countName({}, ['x'.repeat(100_000)]).length).toBeLessThan(100);
  });

  it.each(['parts', 'sources'] as const)('is gone when the %s of others have taken its room', (member) => {
    const items = Array.from({ length: 40_000 }, (_, index) => index);
    const parts = new Map(items.map((index) => [String(index), emptyTally()]));
    const full = { parts, sources: items.map(() => ({ fetchedAt: 0, freshUntil: null })) };
    const names = [0, 1, 2].map((index) => countName({}, [member, index]));
    for (const name of names) keepCount(name, { reached: { ...count(1), [member]: full[member] }, settled: null });
    expect(names.map((name) => keptCount(name) !== null)).toEqual([false, true, true]);
  });

  it('is gone when others have taken its room', () => {
    const names = [0, 1, 2].map((index) => countName({}, [index]));
    for (const name of names) keepCount(name, { reached: count(1, null, 40_000), settled: null });
    expect(names.map((name) => keptCount(name) !== null)).toEqual([false, true, true]);
  });
});
