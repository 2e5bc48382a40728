import { describe, expect, it } from 'vitest';
import { filterValues } from '../../src/resolvers/filter-values.ts';

const many = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`);

describe('filterValues', () => {
  it('are sorted and without duplicates, so that equal filters have equal cursors', () => {
    expect(filterValues('skills', ['b', 'a', 'b'])).toEqual(['a', 'b']);
    expect(filterValues('skills', null)).toEqual([]);
    expect(filterValues('skills', undefined)).toEqual([]);
  });

  it('are 5000 at most', () => {
    expect(filterValues('campaignIds', many(5000))).toHaveLength(5000);
    expect(() => filterValues('campaignIds', many(5001))).toThrow(
      'filter.campaignIds has 5001 values; the limit is 5000.',
    );
  });
});
