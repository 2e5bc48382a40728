import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createFairQueue, type FairQueue, type Path } from '../../../src/upstream/traffic/fair-queue.ts';

/** The place of an item: `ax1` is the first item of the request `x` of the caller `a`; a capital is in the bulk lane. */
const pathOf = (item: string): Path => [isBulk(item) ? 'bulk' : 'prompt', item.charAt(0), item.charAt(1)];

const isBulk = (item: string) => /^[A-Z]/.test(item);

function queueOf(items: readonly string[]): FairQueue<string> {
  const queue = createFairQueue<string>();
  for (const item of items) queue.push(pathOf(item), item);
  return queue;
}

function drain(queue: FairQueue<string>): string {
  return Array.from({ length: queue.length() }, () => queue.shift() ?? 'none').join(' ');
}

const waits = (queue: FairQueue<string>, bulk: boolean) => queue.items().some((item) => isBulk(item) === bulk);

const WAITING = ['ax1', 'ax2', 'ay1', 'bx1', 'cx1', 'cx2'];

describe('createFairQueue', () => {
  it('serves callers in turn, the requests of one in turn, and the items of each in order', () => {
    expect(drain(queueOf(['ax1', 'ax2', 'ax3', 'ay1', 'bx1', 'cx1', 'cy1']))).toBe('ax1 bx1 cx1 ay1 cy1 ax2 ax3');
  });

  it('gives a caller no more turns for more requests', () => {
    expect(drain(queueOf(['ax1', 'ay1', 'az1', 'bx1', 'bx2']))).toBe('ax1 bx1 ay1 bx2 az1');
  });

  it('serves a caller without a name in turn, like any other', () => {
    const queue = createFairQueue<string>();
    for (const item of ['1', '2', '3']) queue.push(['prompt', '', ''], item);
    queue.push(['prompt', 'a', 'x'], 'ax1');
    expect(drain(queue)).toBe('1 ax1 2 3');
  });

  it('serves a caller that comes late before the rest of one that has had its turn', () => {
    const queue = queueOf(['ax1', 'ax2', 'ax3']);
    queue.shift();
    queue.push(pathOf('bx1'), 'bx1');
    expect(drain(queue)).toBe('bx1 ax2 ax3');
  });

  it('does not let callers that come again and again keep one waiting', () => {
    const queue = queueOf(['ax1', 'ax2', 'ax3']);
    const order = [queue.shift()];
    for (const item of ['bx1', 'cx1', 'bx2', 'cx2']) {
      queue.push(pathOf(item), item);
      order.push(queue.shift());
    }
    expect(order.join(' ')).toBe('ax1 bx1 cx1 ax2 bx2');
  });

  it('does not serve twice in a row one whose first item left the queue empty', () => {
    const queue = queueOf(['ax1']);
    queue.shift();
    for (const item of ['ax2', 'ax3', 'bx1']) queue.push(pathOf(item), item);
    expect(drain(queue)).toBe('bx1 ax2 ax3');
  });

  it('forgets the names that it has served', () => {
    const queue = createFairQueue<string>();
    const looked = vi.spyOn(Map.prototype, 'set');
    for (let name = 0; name < 100; name += 1) {
      queue.push(['prompt', `${name}`, 'x'], 'item');
      queue.shift();
    }
    const maps = new Set(looked.mock.contexts as Map<string, unknown>[]);
    looked.mockRestore();
    expect([...maps].reduce((most, { size }) => Math.max(most, size), 0)).toBe(1);
  });

  it('is without what was removed', () => {
    const queue = queueOf(['ax1', 'ax2', 'bx1']);
    expect(queue.remove(pathOf('ax1'), 'ax1')).toBe(true);
    expect(queue.remove(pathOf('ax1'), 'ax1')).toBe(false);
    expect(queue.remove(pathOf('bx1'), 'bx1')).toBe(true);
    expect(queue.remove(pathOf('zx1'), 'zx1')).toBe(false);
    expect(queue.items()).toEqual(['ax2']);
    expect([['prompt', 'a'], ['prompt', 'b'], ['bulk'], []].map(queue.lengthOf)).toEqual([1, 0, 0, 1]);
    expect(drain(queue)).toBe('ax2');
    expect(queue.shift()).toBeUndefined();
  });

  it.each(['ax', 'ay', 'az', 'bx', 'cx', 'zx'])('counts what goes before a new item of %s', (request) => {
    const item = `${request}9`;
    for (const served of [0, 1, 2, 3]) {
      const queues = [queueOf(WAITING), queueOf(WAITING)] as const;
      for (const queue of queues) for (let count = 0; count < served; count += 1) queue.shift();
      const ahead = queues[0].ahead(pathOf(item));
      queues[1].push(pathOf(item), item);
      expect(drain(queues[1]).split(' ').indexOf(item)).toBe(ahead);
    }
  });

  it('serves every item once, whatever comes and goes, and of the lane that is asked for', () => {
    const step = fc.oneof(fc.constantFrom('shift', 'shift prompt', 'shift bulk'), fc.stringMatching(/^[abcA][xy]$/));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const queue = createFairQueue<string>();
        const pushed: string[] = [];
        const served: string[] = [];
        for (const each of steps) {
          const [shift, lane] = each.split(' ');
          if (shift !== 'shift') {
            const item = `${each}${pushed.length}`;
            pushed.push(item);
            queue.push(pathOf(item), item);
          } else if (queue.length() > 0) {
            const has = lane !== undefined && queue.lengthOf([lane]) > 0;
            const item = queue.shift(lane) ?? 'none';
            if (has) expect(pathOf(item)[0]).toBe(lane);
            served.push(item);
          }
        }
        expect(queue.length()).toBe(pushed.length - served.length);
        while (queue.length() > 0) served.push(queue.shift() ?? 'none');
        expect(served.toSorted()).toEqual(pushed.toSorted());
      }),
    );
  });

  it('gives neither lane two turns in a row that the other waited for, whatever comes and goes', () => {
    const step = fc.oneof({ weight: 2, arbitrary: fc.constant('shift') }, fc.stringMatching(/^[abAB][xy]$/));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const queue = createFairQueue<string>();
        let last: string | undefined;
        for (const [index, each] of steps.entries()) {
          if (each !== 'shift') queue.push(pathOf(each), `${each}${index}`);
          else {
            const before = last;
            const otherWaits = before !== undefined && waits(queue, !isBulk(before));
            last = queue.shift() ?? before;
            if (before !== undefined && otherWaits) expect(isBulk(last ?? '')).toBe(!isBulk(before));
          }
        }
      }),
    );
  });

  it('gives bulk work all turns while nothing else waits', () => {
    expect(drain(queueOf(['Ax1', 'Ax2', 'Ax3', 'ax1']))).toBe('Ax1 ax1 Ax2 Ax3');
  });
});
