import { describe, expect, it } from 'vitest';
import { createFairQueue, type FairQueue } from '../../../src/upstream/traffic/fair-queue.ts';

/** A queue of these items, each of the client that its first letter names. */
function queueOf(items: readonly string[]): FairQueue<string> {
  const queue = createFairQueue<string>();
  for (const item of items) queue.push(item.charAt(0), item);
  return queue;
}

function drain(queue: FairQueue<string>): string[] {
  return Array.from({ length: queue.length }, () => queue.shift() ?? 'none');
}

describe('createFairQueue', () => {
  it('serves clients in turn, and each in its own order', () => {
    expect(drain(queueOf(['a1', 'a2', 'a3', 'a4', 'b1', 'c1', 'c2']))).toEqual([
      'a1',
      'b1',
      'c1',
      'a2',
      'c2',
      'a3',
      'a4',
    ]);
  });

  it('serves a client that comes late before the rest of one that has had its turn', () => {
    const queue = queueOf(['a1', 'a2', 'a3']);
    queue.shift();
    queue.push('b', 'b1');
    expect(drain(queue)).toEqual(['a2', 'b1', 'a3']);
  });

  it('is without what was removed', () => {
    const queue = queueOf(['a1', 'a2', 'b1']);
    expect(queue.remove('a', 'a1')).toBe(true);
    expect(queue.remove('a', 'a1')).toBe(false);
    expect(queue.remove('b', 'b1')).toBe(true);
    expect(queue.items()).toEqual(['a2']);
    expect(drain(queue)).toEqual(['a2']);
    expect(queue.shift()).toBeUndefined();
  });

  it.each(['a', 'b', 'c', 'z'])('counts what goes before a new item of %s', (client) => {
    const waiting = ['a1', 'a2', 'a3', 'b1', 'c1', 'c2'];
    const order = drain(queueOf([...waiting, `${client}9`]));
    expect(queueOf(waiting).ahead(client)).toBe(order.indexOf(`${client}9`));
  });
});
