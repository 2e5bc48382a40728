import { describe, expect, it } from 'vitest';
import type { Serving } from '../../src/server/serving.ts';
import { createStreams } from '../../src/server/streams.ts';

const serving = (perCaller = 10) => ({ config: { subscriptions: { total: 10, perCaller } } }) as unknown as Serving;

/** A stream that notes what it is told. */
function testStream(caller = 'ada') {
  const told: unknown[] = [];
  return { caller, told, renew: (next: Serving) => void told.push(next), cut: () => void told.push('cut') };
}

describe('streams', () => {
  it('hear of a reload, also of one that came before they were opened', async () => {
    const [before, after] = [serving(), serving()];
    const streams = createStreams();
    const [early, late, current] = [testStream(), testStream(), testStream()];
    streams.add(early, before);
    streams.renew(after);
    streams.add(late, before);
    streams.add(current, after);
    await expect.poll(() => late.told).toEqual([after]);
    expect([early.told, current.told]).toEqual([[after], []]);
  });

  it('are counted by caller, however often one is removed', () => {
    const streams = createStreams();
    const one = serving(1);
    const remove = streams.add(testStream(), one);
    expect(streams.add(testStream(), one)).toMatchObject({ status: 429 });
    expect(streams.add(testStream('bob'), one)).toBeTypeOf('function');
    if (typeof remove !== 'function') throw new Error('refused');
    remove();
    remove();
    expect(streams.open()).toBe(1);
    streams.add(testStream(), one);
    expect(streams.add(testStream(), one)).toMatchObject({ status: 429 });
  });

  it('are cut at the end, and further ones refused', () => {
    const streams = createStreams();
    const stream = testStream();
    streams.add(stream, serving());
    streams.end();
    expect(stream.told).toEqual(['cut']);
    expect(streams.add(testStream(), serving())).toMatchObject({ status: 503 });
  });
});
