import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { boundedSignal } from '../../../src/upstream/http/bounded-signal.ts';

describe('boundedSignal', () => {
  it('aborts with the outer signal, for its reason', () => {
    const outer = new AbortController();
    const { signal } = boundedSignal(outer.signal, 60_000);
    expect(signal.aborted).toBe(false);
    outer.abort('left');
    expect(signal.reason).toBe('left');
    expect(boundedSignal(outer.signal, 60_000).signal.reason).toBe('left');
  });

  it('aborts after its time, and leaves the outer signal alone', async () => {
    const outer = new AbortController();
    const { signal } = boundedSignal(outer.signal, 5);
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    expect(signal.reason).toMatchObject({ name: 'TimeoutError' });
    expect(outer.signal.aborted).toBe(false);
  });

  it('neither aborts nor listens after its end', async () => {
    const outer = new AbortController();
    const [ended, other] = [boundedSignal(outer.signal, 5), boundedSignal(outer.signal, 20)];
    ended.end();
    expect(getEventListeners(outer.signal, 'abort')).toHaveLength(1);
    await new Promise((resolve) => other.signal.addEventListener('abort', resolve));
    outer.abort();
    expect(ended.signal.aborted).toBe(false);
  });
});
