import { describe, expect, it, vi } from 'vitest';
import { createExportPlaces } from '../../src/server/export-places.ts';

const LIMITS = { total: 3, perCaller: 2 };

describe('the places of exports', () => {
  it('are limited for a caller and in all, and free again when left', () => {
    const busy = vi.fn();
    const places = createExportPlaces(busy);
    const [a, b] = [places.enter('a', LIMITS), places.enter('a', LIMITS)] as [() => void, () => void];
    expect(places.enter('a', LIMITS)).toBe('perCaller');
    const c = places.enter('b', LIMITS) as () => void;
    expect(places.enter('c', LIMITS)).toBe('total');
    expect(places.running()).toBe(3);
    for (const leave of [a, b, c]) leave();
    expect(places.running()).toBe(0);
    expect(busy.mock.calls).toEqual([[true], [false]]);
    expect(places.enter('a', LIMITS)).toBeTypeOf('function');
  });

  it('are all gone once the process stops', () => {
    const places = createExportPlaces(() => {});
    places.stop();
    expect(places.stopping.aborted).toBe(true);
    expect(places.enter('a', LIMITS)).toBe('total');
  });
});
